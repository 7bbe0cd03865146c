package org.expressway.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.expressway.ingest.simulate.SimulatedSample;

/**
 * A reference with controls, and a batch for each thing that can become of one.
 *
 * @param reference what site A sends
 * @param batches what site B sends, by batch
 */
record SixBatches(
        List<String> genes, List<LabFolder.Column> reference, SortedMap<String, List<LabFolder.Column>> batches) {
    /** Name of the reference's batch; no other has it. */
    static final String REFERENCE = "run1";

    /** So few that they prove no mix; the laboratory says what it is. */
    static final String DECLARED = "paired";

    static final Map<String, String> MODES = Map.of(
            "alike",
            "SVA",
            DECLARED,
            "SVA",
            "bridged",
            "BRIDGED",
            "small",
            "UNCORRECTED",
            "skewed",
            "COVARIATE",
            "pure",
            "CONFOUNDED");

    private static final String MATERIAL = "pool";

    static SixBatches of(long seed) {
        Cohort cohort = Cohort.of(300, seed, Cohort.plain("A", 103, 1), Cohort.shifted("B", 220, 1));
        List<SimulatedSample> siteB = cohort.site("B");
        List<List<SimulatedSample>> classes = byClass(siteB.subList(85, siteB.size()));
        List<SimulatedSample> skewed = new ArrayList<>(classes.get(0).subList(0, 14));
        skewed.addAll(classes.get(1).subList(0, 6));
        List<SimulatedSample> declared = new ArrayList<>(classes.get(0).subList(14, 20));
        declared.addAll(classes.get(1).subList(6, 8));
        SortedMap<String, List<LabFolder.Column>> batches = new TreeMap<>();
        batches.put("alike", columns("alike", siteB.subList(0, 60), 0));
        batches.put("bridged", columns("bridged", siteB.subList(60, 80), 2));
        batches.put(DECLARED, columns(DECLARED, declared, 0));
        batches.put("small", columns("small", siteB.subList(80, 85), 0));
        batches.put("skewed", columns("skewed", skewed, 0));
        batches.put("pure", columns("pure", classes.get(2).subList(0, 12), 0));
        return new SixBatches(cohort.genes(), columns(REFERENCE, cohort.site("A"), 3), batches);
    }

    private static List<List<SimulatedSample>> byClass(List<SimulatedSample> samples) {
        return List.copyOf(samples.stream()
                .collect(Collectors.groupingBy(SimulatedSample::subtype, TreeMap::new, Collectors.toList()))
                .values());
    }

    /** Study samples of a batch, of which the last few are made controls. */
    private static List<LabFolder.Column> columns(String batch, List<SimulatedSample> samples, int controls) {
        int study = samples.size() - controls;
        return IntStream.range(0, samples.size())
                .mapToObj(i -> i < study
                        ? LabFolder.Column.study(
                                in(batch, samples.get(i), samples.get(i).subtype()))
                        : new LabFolder.Column(in(batch, samples.get(i), ""), "bridge_control", MATERIAL))
                .toList();
    }

    private static SimulatedSample in(String batch, SimulatedSample of, String subtype) {
        return new SimulatedSample(
                of.site(), batch, of.sampleId(), of.subject(), subtype, of.counts(), of.countsWithoutBatchEffect());
    }

    Set<String> names() {
        return batches.keySet();
    }

    /** Samples of all batches but the reference. */
    List<LabFolder.Column> toSend() {
        return batches.values().stream().flatMap(List::stream).toList();
    }
}
