package org.expressway.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.expressway.ingest.publish.SampleCodec;
import org.expressway.ingest.simulate.CohortSettings;
import org.expressway.ingest.simulate.SimulatedCohort;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.artifact.Panel;

/**
 * The simulated cohort as a demo: site A is the history, three of its runs the reference; sites B and C are streamed.
 * Runs of both sites arrive interleaved, as they would from two laboratories at once.
 */
final class SimulatedDemo {
    private static final int REFERENCE_RUNS = 3;

    private SimulatedDemo() {}

    static DemoCohort of(int genes, int samples, long seed) {
        SimulatedCohort cohort = SimulatedCohort.of(CohortSettings.of(genes, samples, seed));
        Panel panel = new Panel(cohort.genes());
        String referenceSite = cohort.settings().sites().get(0).site();
        List<DemoSample> history = new ArrayList<>();
        List<DemoSample> live = new ArrayList<>();
        for (SimulatedSample sample : cohort.samples()) {
            (sample.site().equals(referenceSite) ? history : live).add(demoSample(sample, panel.id()));
        }
        Collections.shuffle(live, new Random(seed));
        String title = "a simulated cohort (negative-binomial counts, %,d genes, %d subtypes, 3 sites, seed %d)"
                .formatted(genes, cohort.settings().subtypes(), seed);
        return new DemoCohort(title, panel, history, live, firstRuns(history), true);
    }

    private static List<String> firstRuns(List<DemoSample> history) {
        TreeSet<String> runs = new TreeSet<>();
        history.forEach(sample -> runs.add(sample.batchKey()));
        return runs.stream().limit(REFERENCE_RUNS).toList();
    }

    private static DemoSample demoSample(SimulatedSample sample, String panelId) {
        return new DemoSample(
                SampleCodec.simulated(sample, panelId, Instant.now()),
                sample.subtype(),
                sample.countsWithoutBatchEffect());
    }
}
