package org.expressway.benchmarks.drift;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.expressway.analysis.drift.AlarmRule;
import org.expressway.analysis.drift.Channel;
import org.expressway.analysis.drift.Chart;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.Observation;
import org.expressway.analysis.drift.Profile;
import org.expressway.analysis.drift.Reading;

/** Run lengths in control and delays on the simulated cohort, beside two rivals. */
public final class SimulatedFigures {
    static final AlarmRule RULE = new AlarmRule(300);
    private static final List<Change> CHANGES = List.of(
            Change.dense(.25),
            Change.genes(20, 1),
            Change.genes(200, .5),
            Change.scale(1.15),
            Change.factor(1),
            Change.mix(2));
    private static final int POOL = 1500;
    private static final int RUNS = 30;
    private static final int MOST = 400;

    private final int genes;
    private final int reference;
    private final int learning;
    private final PrintStream out;

    public SimulatedFigures(int genes, int reference, int learning, PrintStream out) {
        this.learning = learning;
        this.genes = genes;
        this.reference = reference;
        this.out = out;
    }

    /** @param lengths mean run length in control of each split */
    public record InControl(double[] lengths) {
        public double geometricMean() {
            return Math.exp(Arrays.stream(lengths).map(Math::log).average().orElseThrow());
        }

        @Override
        public String toString() {
            double[] sorted = Arrays.stream(lengths).sorted().toArray();
            int n = sorted.length;
            return "run length in control of %d splits: geometric mean %.0f, quartiles %.0f %.0f %.0f, least %.0f, most %.0f"
                    .formatted(
                            n,
                            geometricMean(),
                            sorted[n / 4],
                            sorted[n / 2],
                            sorted[3 * n / 4],
                            sorted[0],
                            sorted[n - 1]);
        }
    }

    /** What has been counted over the splits so far. */
    private static final class Counts {
        final double[] delays = new double[CHANGES.size()];
        final int[][] channels = new int[CHANGES.size()][Channel.values().length];
        int runs;
    }

    /** Of as many splits, each a cohort of its own; beside them the mean delays of as many runs a split. */
    public InControl run(int splits, int delaysEach) {
        double[] lengths = new double[splits];
        double[] told = new double[splits];
        Counts counts = new Counts();
        for (int s = 0; s < splits; s++) {
            World world = new World(genes, 1000 + s);
            DriftReference drift = world.learned(reference, learning, s);
            List<Observation> pool = Stream.generate(() -> drift.observe(world.sample(Change.NONE)))
                    .limit(POOL)
                    .toList();
            SplittableRandom random = new SplittableRandom(s);
            lengths[s] = Runs.inControl(drift, RULE, pool, RUNS, random);
            told[s] = drift.achieved(RULE.target());
            for (int k = 0; k < delaysEach; k++) {
                delays(drift, world, pool, random, counts);
            }
        }
        return said(lengths, told, counts);
    }

    /** Run lengths in control of charts at sites that have stood elsewhere from their first sample on. */
    public void elsewhere(int splits) {
        for (Change always : List.of(Change.mix(2), Change.factor(1))) {
            double[] lengths = new double[splits];
            for (int s = 0; s < splits; s++) {
                World world = new World(genes, 1000 + s);
                DriftReference drift = world.learned(reference, learning, s);
                List<Observation> pool = Stream.generate(() -> drift.observe(world.sample(always)))
                        .limit(POOL)
                        .toList();
                lengths[s] = Runs.inControl(drift, RULE, pool, RUNS, new SplittableRandom(s));
            }
            out.printf("  a site that always has %s: %s%n", always.name(), new InControl(lengths));
        }
    }

    private static void delays(
            DriftReference drift, World world, List<Observation> pool, SplittableRandom random, Counts counts) {
        counts.runs++;
        for (int c = 0; c < CHANGES.size(); c++) {
            Change change = CHANGES.get(c);
            Chart chart = Runs.settled(drift, RULE, pool, random);
            Runs.Run run = Runs.until(drift, chart, RULE, MOST, () -> drift.observe(world.sample(change)));
            counts.delays[c] += run.samples();
            Reading alarm = run.alarm();
            if (alarm != null) {
                counts.channels[c][alarm.channel().ordinal()]++;
            }
        }
    }

    private InControl said(double[] lengths, double[] told, Counts counts) {
        InControl inControl = new InControl(lengths);
        out.printf(
                "simulated, %d genes, %d samples, charts learn from %d: target %.0f, %s; told by the calibration %.0f%n",
                genes, reference, learning, RULE.target(), inControl, new InControl(told).geometricMean());
        for (int c = 0; c < CHANGES.size(); c++) {
            out.printf(
                    "  %-32s mean delay %5.1f   first by %s %s%n",
                    CHANGES.get(c).name(),
                    counts.delays[c] / Math.max(1, counts.runs),
                    Arrays.toString(Channel.values()),
                    Arrays.toString(counts.channels[c]));
        }
        return inControl;
    }

    /** The delays of the rivals, each brought to the same run length on the samples that our thresholds come from. */
    public void rivals(int splits, int delaysEach) {
        double[][] delays = new double[CHANGES.size()][2];
        for (int s = 0; s < splits; s++) {
            World world = new World(genes, 1000 + s);
            List<Profile> learned = profiles(world, reference / 2);
            List<Profile> pool = profiles(world, POOL);
            List<Rival> rivals = List.of(new OnlineMmd(learned), new GeneKs(learned));
            for (int k = 0; k < rivals.size(); k++) {
                Rival rival = rivals.get(k);
                double threshold = rival.threshold(pool, RULE.target(), 30, 600, world.random());
                for (int c = 0; c < CHANGES.size(); c++) {
                    delays[c][k] += delay(rival, threshold, world, pool, CHANGES.get(c), delaysEach) / splits;
                }
            }
        }
        for (int c = 0; c < delays.length; c++) {
            out.printf(
                    "  %-32s online MMD on the latent %5.1f, KS per gene %5.1f%n",
                    CHANGES.get(c).name(), delays[c][0], delays[c][1]);
        }
    }

    private static double delay(
            Rival rival, double threshold, World world, List<Profile> pool, Change change, int runs) {
        double sum = 0;
        for (int r = 0; r < runs; r++) {
            rival.restart();
            for (int t = 0; t < Runs.BEFORE; t++) {
                rival.advance(pool.get(world.random().nextInt(pool.size())));
            }
            int t = 1;
            while (t < MOST && rival.advance(world.sample(change)) < threshold) {
                t++;
            }
            sum += t;
        }
        return sum / runs;
    }

    private static List<Profile> profiles(World world, int count) {
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            profiles.add(world.sample(Change.NONE));
        }
        return profiles;
    }
}
