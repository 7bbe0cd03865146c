package org.expressway.benchmarks.drift;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.drift.AlarmRule;
import org.expressway.analysis.drift.Channel;
import org.expressway.analysis.drift.Chart;
import org.expressway.analysis.drift.DriftCalibration;
import org.expressway.analysis.drift.DriftCohort;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.Observation;
import org.expressway.analysis.drift.Profile;
import org.expressway.analysis.drift.Reading;

/**
 * Eleven cancer types with the normal tissue beside each: charts learned from seven tenths of the patients, then the samples of
 * the others in thirty orders, none twice in one. Classes are the types' tumour and normal tissue.
 */
final class TcgaFigures {
    private static final double[] PARTS = {.35, .175, .175, .3};
    private static final AlarmRule RULE = new AlarmRule(300);
    private static final int RUNS = 30;
    private static final int MIXES = 10;
    private static final int MIXED = 60;
    private static final int FEWEST = 15;

    private final RealCohort cohort;
    private final List<String> classes;
    private final int[] y;
    private final List<String> patients;
    private final PrintStream out;

    TcgaFigures(Path folder, PrintStream out) throws IOException {
        this.cohort = RealCohort.read(folder);
        this.out = out;
        int n = cohort.values().length;
        List<String> labels = IntStream.range(0, n)
                .mapToObj(i -> cohort.cell(i, "cohort") + " " + cohort.cell(i, "tissue"))
                .toList();
        this.classes = List.copyOf(new TreeSet<>(labels));
        this.y = labels.stream().mapToInt(classes::indexOf).toArray();
        this.patients =
                IntStream.range(0, n).mapToObj(i -> cohort.cell(i, "patient")).toList();
    }

    SimulatedFigures.InControl run(int splits) {
        double[] lengths = new double[splits];
        double[] told = new double[splits];
        int[] mixAlarms = new int[Channel.values().length];
        int mixRuns = 0;
        for (int s = 0; s < splits; s++) {
            DriftCohort[] parts = parts(s);
            DriftReference drift = DriftCalibration.learn(
                    new DriftCalibration.Parts(parts[0], parts[1], parts[2]), classes.size(), 0, s);
            List<Observation> pool =
                    parts[3].profiles().stream().map(drift::observe).toList();
            SplittableRandom random = new SplittableRandom(s);
            lengths[s] = Runs.inOrders(drift, RULE, pool, RUNS, random);
            told[s] = drift.achieved(RULE.target());
            for (int c = 0; c < MIXES; c++) {
                mixRuns += otherMix(drift, parts[3], pool, random, mixAlarms) ? 1 : 0;
            }
        }
        SimulatedFigures.InControl inControl = new SimulatedFigures.InControl(lengths);
        double expected = new SimulatedFigures.InControl(told).geometricMean();
        out.printf(
                "TCGA, %d classes: target 300, %s; told by the calibration %.0f%n",
                classes.size(), inControl, expected);
        out.printf(
                "  case mix alone, %d runs of %d samples: first by %s %s%n",
                mixRuns, MIXED, Arrays.toString(Channel.values()), Arrays.toString(mixAlarms));
        return inControl;
    }

    /** Streams more of one class, no sample twice. @return whether there were enough samples of it, and its chart was quiet before */
    private boolean otherMix(
            DriftReference drift, DriftCohort part, List<Observation> pool, SplittableRandom random, int[] alarms) {
        int kind = random.nextInt(classes.size());
        Chart chart = drift.newChart();
        Deque<Integer> order = settled(drift, chart, pool, random);
        Deque<Integer> own =
                new ArrayDeque<>(order.stream().filter(i -> part.y()[i] == kind).toList());
        Deque<Integer> others =
                new ArrayDeque<>(order.stream().filter(i -> part.y()[i] != kind).toList());
        if (own.size() < FEWEST || chart.raised()) {
            return false;
        }
        for (int t = 0; t < MIXED && !own.isEmpty(); t++) {
            int next = (random.nextDouble() < Change.MORE ? own : others).removeFirst();
            Reading reading = drift.advance(chart, pool.get(next), "s" + t, RULE);
            if (reading.event() == Reading.Event.RAISED) {
                alarms[reading.channel().ordinal()]++;
                break;
            }
        }
        return true;
    }

    /** Shows a chart its first samples. @return those that it has not seen */
    private static Deque<Integer> settled(
            DriftReference drift, Chart chart, List<Observation> pool, SplittableRandom random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, pool.size()).boxed().toList());
        Collections.shuffle(order, new Random(random.nextLong()));
        for (int t = 0; t < Runs.BEFORE; t++) {
            drift.advance(chart, pool.get(order.get(t)), "b" + t, RULE);
        }
        return new ArrayDeque<>(order.subList(Runs.BEFORE, order.size()));
    }

    private DriftCohort[] parts(int seed) {
        List<Profile> bare = Arrays.stream(cohort.values())
                .map(x -> new Profile(x, new double[0], new double[classes.size()], false))
                .toList();
        DriftCohort[] parts = new DriftCohort(bare, y, patients).parted(PARTS, seed);
        float[][] learned =
                parts[0].profiles().stream().map(Profile::normalised).toArray(float[][]::new);
        NearestCentroid model = new NearestCentroid(learned, parts[0].y(), classes.size());
        LatentSpace space = LatentSpace.of(learned, parts[0].y(), classes.size());
        List<DriftCohort> scored = new ArrayList<>();
        for (DriftCohort part : parts) {
            List<Profile> profiles =
                    part.profiles().stream().map(p -> scored(model, space, p)).toList();
            scored.add(new DriftCohort(profiles, part.y(), part.subjects()));
        }
        return scored.toArray(DriftCohort[]::new);
    }

    private static Profile scored(NearestCentroid model, LatentSpace space, Profile bare) {
        double[] p = model.probabilities(bare.normalised());
        return new Profile(
                bare.normalised(),
                space.place(bare.normalised()).latent(),
                p,
                Arrays.stream(p).filter(one -> one > .1).count() > 1);
    }
}
