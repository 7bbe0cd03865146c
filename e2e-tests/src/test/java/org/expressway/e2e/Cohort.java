package org.expressway.e2e;

import java.util.List;
import org.expressway.ingest.simulate.Biology;
import org.expressway.ingest.simulate.CohortSettings;
import org.expressway.ingest.simulate.SimulatedCohort;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.ingest.simulate.SiteSettings;

/** Simulated samples by their batch. Site A has no batch effect; the others have strong ones. */
record Cohort(SimulatedCohort simulated) {
    private static final int SUBTYPES = 5;

    static Cohort of(int genes, long seed, SiteSettings... sites) {
        return new Cohort(
                SimulatedCohort.of(new CohortSettings(genes, SUBTYPES, seed, List.of(sites), Biology.standard())));
    }

    static SiteSettings plain(String site, int samples, int runs) {
        return new SiteSettings(site, samples, runs, 1, 0, 0, 0);
    }

    static SiteSettings shifted(String site, int samples, int runs) {
        return new SiteSettings(site, samples, runs, 0.7, 1.2, 0.2, 0.25);
    }

    List<String> genes() {
        return simulated.genes();
    }

    /** Samples of a site, in order of their runs. */
    List<SimulatedSample> site(String site) {
        return simulated.samples().stream()
                .filter(sample -> sample.site().equals(site))
                .toList();
    }

    /** Samples of a batch, {@code site/run}. */
    List<SimulatedSample> batch(String batch) {
        return simulated.samples().stream()
                .filter(sample -> batch.equals(sample.site() + "/" + sample.batchId()))
                .toList();
    }

    static List<String> keys(List<SimulatedSample> samples) {
        return samples.stream().map(SimulatedSample::key).toList();
    }
}
