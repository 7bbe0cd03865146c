package org.expressway.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.expressway.ingest.publish.SampleCodec;
import org.expressway.ingest.simulate.Biology;
import org.expressway.ingest.simulate.CohortSettings;
import org.expressway.ingest.simulate.SimulatedCohort;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.ingest.simulate.SiteSettings;
import org.expressway.schemas.artifact.Panel;

/**
 * The simulated cohort as a demo: site A is the history, three of its runs the reference; sites B and C are streamed.
 * Runs of both sites arrive interleaved, as they would from two laboratories at once.
 */
final class SimulatedDemo {
    private static final int REFERENCE_RUNS = 3;
    /** Samples of a run of the long stream. */
    private static final int RUN = 60;

    private SimulatedDemo() {}

    static DemoCohort of(int genes, int samples, long seed) {
        DemoCohort cohort = split(CohortSettings.of(genes, samples, seed), false);
        Collections.shuffle(cohort.live(), new Random(seed));
        return cohort;
    }

    /** A long stream of one site after another run, each closed as it ends: what latency is measured on. */
    static DemoCohort stream(int genes, int samples, long seed) {
        List<SiteSettings> sites = List.of(
                new SiteSettings("A", 240, 5, 1, 0, 0, 0),
                new SiteSettings("B", samples, Math.max(1, samples / RUN), .5, 1.2, .2, .25));
        return split(new CohortSettings(genes, 5, seed, sites, Biology.standard()), true);
    }

    private static DemoCohort split(CohortSettings settings, boolean stream) {
        SimulatedCohort cohort = SimulatedCohort.of(settings);
        Panel panel = new Panel(cohort.genes());
        String referenceSite = settings.sites().get(0).site();
        List<DemoSample> history = new ArrayList<>();
        List<DemoSample> live = new ArrayList<>();
        for (SimulatedSample sample : cohort.samples()) {
            (sample.site().equals(referenceSite) ? history : live).add(demoSample(sample, panel.id()));
        }
        live.sort(Comparator.comparing(DemoSample::batchKey));
        String title = "a simulated cohort (negative-binomial counts, %,d genes, %d subtypes, %d sites, seed %d)"
                .formatted(
                        settings.genes(), settings.subtypes(), settings.sites().size(), settings.seed());
        return new DemoCohort(title, panel, history, live, firstRuns(history), stream, !stream);
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
