package org.expressway.benchmarks.drift;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.analysis.drift.AlarmRule;
import org.expressway.analysis.drift.Chart;
import org.expressway.analysis.drift.Diagnosis;
import org.expressway.analysis.drift.Diagnosis.Cause;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.LabelMartingale;
import org.expressway.analysis.drift.Observation;
import org.expressway.analysis.drift.Profile;
import org.expressway.analysis.drift.Reading;
import org.expressway.analysis.drift.ShiftedGene;
import org.jspecify.annotations.Nullable;

/**
 * What alarms are called: a new lot (with and without a control in twelve samples), another mix of classes, labels that
 * no longer follow the model; and which genes are named.
 */
public final class DiagnosisFigures {
    private static final AlarmRule RULE = new AlarmRule(300);
    private static final int CONTROL_EVERY = 12;
    private static final double TECHNICAL_SD = .5;
    private static final double WRONG_LABELS = .4;
    private static final int MOST = 400;

    private final DriftReference drift;
    private final World world;
    private final List<Observation> usual;
    private final float[] material;
    private final SplittableRandom random;

    public DiagnosisFigures(int genes, int reference, int learning, long seed) {
        this.world = new World(genes, seed);
        this.random = world.random();
        this.material = world.sample(Change.NONE).normalised();
        List<String> names = new ArrayList<>();
        float[][] controls = new float[10][];
        for (int i = 0; i < controls.length; i++) {
            controls[i] = control(Change.NONE);
            names.add("HRR");
        }
        this.drift = world.learned(reference, learning, seed).withControls(controls, names, seed);
        this.usual = Stream.generate(() -> drift.observe(world.sample(Change.NONE)))
                .limit(800)
                .toList();
    }

    private float[] control(Change change) {
        float[] x = material.clone();
        for (int g = 0; g < x.length; g++) {
            x[g] += (float) (TECHNICAL_SD * random.nextGaussian() + change.shift(g, x.length));
        }
        return x;
    }

    /** What the first alarm after a change is called; null where none comes. */
    @Nullable
    Cause cause(Change change, boolean withControls, double wrongLabels) {
        Chart chart = Runs.settled(drift, RULE, usual, random);
        Chart controls = drift.newControlChart();
        LabelMartingale labels = new LabelMartingale();
        Diagnosis.Controls seen = null;
        for (int t = 1; t <= MOST; t++) {
            World.Drawn drawn = world.draw(change);
            Reading reading = drift.advance(chart, drift.observe(drawn.profile()), "s" + t, RULE);
            boolean controlAlarm = false;
            if (withControls && t % CONTROL_EVERY == 0) {
                Reading one =
                        drift.advanceControls(controls, drift.observeControl(control(change), "HRR"), "c" + t, RULE);
                seen = new Diagnosis.Controls(controls.samples(), one.logTail());
                controlAlarm = one.event() == Reading.Event.RAISED;
            }
            int label = random.nextDouble() < wrongLabels ? random.nextInt(World.CLASSES) : drawn.y();
            double ratio = labels.advance(drawn.profile().probabilities()[label], drift.ownProbabilities());
            boolean disagree = ratio >= RULE.target();
            if (disagree || controlAlarm || reading.event() == Reading.Event.RAISED) {
                return Diagnosis.of(reading.logTails(), seen, disagree).cause();
            }
        }
        return null;
    }

    /** @return hits and runs */
    public static int[] right(
            Change change,
            boolean withControls,
            double wrongLabels,
            Cause expected,
            List<DiagnosisFigures> worlds,
            int runs) {
        int right = 0;
        for (DiagnosisFigures one : worlds) {
            for (int r = 0; r < runs; r++) {
                right += one.cause(change, withControls, wrongLabels) == expected ? 1 : 0;
            }
        }
        return new int[] {right, worlds.size() * runs};
    }

    /** Precision and recall of the genes that are named {@code after} samples of a change. */
    public double[] named(Change change, int after) {
        Chart chart = Runs.settled(drift, RULE, usual, random);
        for (int t = 0; t < after; t++) {
            Profile sample = world.sample(change);
            drift.advance(chart, drift.observe(sample), "s" + t, RULE);
        }
        Set<Integer> named =
                drift.shifted(chart).stream().map(ShiftedGene::gene).collect(Collectors.toSet());
        long hits = named.stream().filter(g -> change.moves(g, world.genes())).count();
        return new double[] {named.isEmpty() ? Double.NaN : hits / (double) named.size(), hits / (double) change.genes()
        };
    }

    /** @param learning samples by which each chart first learns what is usual */
    static void print(PrintStream out, int worldsCount, int runs, int learning) {
        out.printf("charts learn from %d%n", learning);
        List<DiagnosisFigures> worlds = new ArrayList<>();
        for (int s = 0; s < worldsCount; s++) {
            worlds.add(new DiagnosisFigures(2000, 600, learning, 500 + s));
        }
        Change lot = Change.dense(.35);
        line(out, "lot, all genes by .35 sd, no controls", right(lot, false, 0, Cause.INSTRUMENT_OR_LOT, worlds, runs));
        line(
                out,
                "lot, all genes by .35 sd, a control in 12",
                right(lot, true, 0, Cause.INSTRUMENT_OR_LOT, worlds, runs));
        line(
                out,
                "lot, 200 genes by 1 sd, no controls",
                right(Change.genes(200, 1), false, 0, Cause.INSTRUMENT_OR_LOT, worlds, runs));
        line(out, "case mix, no controls", right(Change.mix(2), false, 0, Cause.CASE_MIX, worlds, runs));
        line(out, "case mix, a control in 12", right(Change.mix(2), true, 0, Cause.CASE_MIX, worlds, runs));
        line(out, "labels, 40 % drawn at random", right(Change.NONE, true, WRONG_LABELS, Cause.MODEL, worlds, runs));
        for (Change change : List.of(Change.genes(20, 1), Change.genes(20, 2), Change.genes(200, 1))) {
            for (int after : new int[] {25, 50}) {
                double precision = 0;
                double recall = 0;
                int told = 0;
                for (DiagnosisFigures one : worlds) {
                    double[] named = one.named(change, after);
                    precision += Double.isNaN(named[0]) ? 0 : named[0];
                    told += Double.isNaN(named[0]) ? 0 : 1;
                    recall += named[1] / worlds.size();
                }
                out.printf(
                        "  genes named after %d samples of %s: precision %.2f, recall %.2f%n",
                        after, change.name(), precision / Math.max(1, told), recall);
            }
        }
    }

    private static void line(PrintStream out, String what, int[] right) {
        out.printf("  diagnosis, %-44s right in %d of %d%n", what, right[0], right[1]);
    }
}
