package org.expressway.benchmarks.drift;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.expressway.analysis.drift.AlarmRule;
import org.expressway.analysis.drift.Chart;
import org.expressway.analysis.drift.DriftCalibration;
import org.expressway.analysis.drift.DriftCohort;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.Profile;
import org.expressway.analysis.drift.Reading;
import org.expressway.analysis.drift.ShiftedGene;

/**
 * The same four RNAs in two laboratories, three times each: what differs between laboratories is technical, whatever it
 * is.
 */
public final class QuartetFigures {
    private static final AlarmRule RULE = new AlarmRule(300);
    private static final List<String> MATERIALS = List.of("D5", "D6", "F7", "M8");
    /** |Difference of laboratories| in standard errors, with which a gene is technical for sure, and may be. */
    private static final double SURE = 5;

    private static final double LIKELY = 2;

    private final RealCohort cohort;

    public QuartetFigures(Path folder) throws IOException {
        this.cohort = RealCohort.read(folder);
    }

    private int[] samples(IntPredicate wanted) {
        return IntStream.range(0, cohort.values().length).filter(wanted).toArray();
    }

    private boolean in(int i, String lab) {
        return cohort.cell(i, "lab").equals(lab);
    }

    private int material(int i) {
        return MATERIALS.indexOf(cohort.cell(i, "condition"));
    }

    private Profile profile(int i, int called) {
        double[] p = new double[MATERIALS.size()];
        p[called] = 1;
        return new Profile(cohort.values()[i], new double[0], p, false);
    }

    private DriftReference chartOf(int[] samples) {
        List<Profile> profiles =
                Arrays.stream(samples).mapToObj(i -> profile(i, material(i))).toList();
        int[] y = IntStream.of(samples).map(this::material).toArray();
        List<String> subjects =
                IntStream.range(0, y.length).mapToObj(i -> "T" + i).toList();
        return DriftCalibration.learnFromFew(new DriftCohort(profiles, y, subjects), MATERIALS.size(), 1);
    }

    /**
     * @param alarm the sample that raised it, counted from 1; 0 for none; @param named places of genes after the last
     *     sample
     */
    public record Streamed(int alarm, Set<Integer> named) {}

    private Streamed stream(DriftReference drift, int[] samples) {
        Chart chart = drift.newChart();
        int alarm = 0;
        for (int t = 1; t <= samples.length; t++) {
            int i = samples[t - 1];
            Reading reading = drift.advance(chart, drift.observe(profile(i, material(i))), "s" + t, RULE);
            alarm = alarm == 0 && reading.event() == Reading.Event.RAISED ? t : alarm;
        }
        return new Streamed(
                alarm, drift.shifted(chart).stream().map(ShiftedGene::gene).collect(Collectors.toSet()));
    }

    /** Laboratory 2 into a chart of laboratory 1. */
    public Streamed across() {
        return stream(chartOf(samples(i -> in(i, "L01"))), samples(i -> in(i, "L02")));
    }

    /** Of laboratory 1 the replicate of a number into a chart of the other two. */
    public Streamed within(String replicate) {
        int[] learned = samples(i -> in(i, "L01") && !cohort.cell(i, "rep").equals(replicate));
        int[] seen = samples(i -> in(i, "L01") && cohort.cell(i, "rep").equals(replicate));
        return stream(chartOf(learned), seen);
    }

    /**
     * The same by controls alone: each RNA is a material of that name. @return the control that raised the alarm; 0 for
     * none
     */
    public int controls(IntPredicate learned, IntPredicate seen) {
        int[] known = samples(learned);
        float[][] x = IntStream.of(known).mapToObj(i -> cohort.values()[i]).toArray(float[][]::new);
        List<String> names =
                IntStream.of(known).mapToObj(i -> cohort.cell(i, "condition")).toList();
        DriftReference drift = chartOf(known).withControls(x, names, 1);
        Chart chart = drift.newControlChart();
        int t = 0;
        for (int i : samples(seen)) {
            t++;
            Reading reading = drift.advanceControls(
                    chart, drift.observeControl(cohort.values()[i], cohort.cell(i, "condition")), "c" + t, RULE);
            if (reading.event() == Reading.Event.RAISED) {
                return t;
            }
        }
        return 0;
    }

    public int controlsAcross() {
        return controls(i -> in(i, "L01"), i -> in(i, "L02"));
    }

    public int controlsWithin(String replicate) {
        return controls(
                i -> in(i, "L01") && !cohort.cell(i, "rep").equals(replicate),
                i -> in(i, "L01") && cohort.cell(i, "rep").equals(replicate));
    }

    /** Genes whose means differ between the laboratories by more than so many standard errors. */
    public Set<Integer> technical(double errors) {
        Set<Integer> genes = new HashSet<>();
        for (int g = 0; g < cohort.genes().size(); g++) {
            double squares = 0;
            double[][] mean = new double[2][MATERIALS.size()];
            for (int i = 0; i < cohort.values().length; i++) {
                mean[in(i, "L01") ? 0 : 1][material(i)] += cohort.values()[i][g] / 3.;
            }
            double difference = 0;
            for (int m = 0; m < MATERIALS.size(); m++) {
                difference += (mean[1][m] - mean[0][m]) / MATERIALS.size();
            }
            for (int i = 0; i < cohort.values().length; i++) {
                squares += Math.pow(cohort.values()[i][g] - mean[in(i, "L01") ? 0 : 1][material(i)], 2);
            }
            double error = Math.sqrt(squares / 16 / 6);
            if (Math.abs(difference) > errors * error && Math.abs(difference) > .1) {
                genes.add(g);
            }
        }
        return genes;
    }

    void print(PrintStream out) {
        Streamed across = across();
        Set<Integer> sure = technical(SURE);
        Set<Integer> likely = technical(LIKELY);
        List<Integer> inside = new ArrayList<>();
        List<Integer> controlsInside = new ArrayList<>();
        for (String replicate : List.of("1", "2", "3")) {
            inside.add(within(replicate).alarm());
            controlsInside.add(controlsWithin(replicate));
        }
        out.printf(
                "Quartet: laboratory 2 in a chart of laboratory 1: alarm at sample %d without controls, at control %d with controls alone; within laboratory 1 (each replicate in a chart of the others) %s and %s, 0 is none%n",
                across.alarm(), controlsAcross(), inside, controlsInside);
        out.printf(
                "  genes named after 12 samples: %d; %.2f of them differ by %.0f standard errors; of %d that differ by %.0f, %.2f are named%n",
                across.named().size(),
                both(across.named(), likely)
                        / (double) Math.max(1, across.named().size()),
                LIKELY,
                sure.size(),
                SURE,
                both(across.named(), sure) / (double) sure.size());
    }

    private static long both(Set<Integer> one, Set<Integer> other) {
        return one.stream().filter(other::contains).count();
    }
}
