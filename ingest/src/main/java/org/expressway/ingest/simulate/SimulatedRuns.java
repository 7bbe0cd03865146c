package org.expressway.ingest.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs without end at simulated sites, made one at a time: the same genes, subtypes and effects as the cohort of the same
 * seed and number of genes ({@link SimulatedCohort}), so that a reference made of that cohort is theirs too. Site 0 is the
 * cohort's reference and sends nothing here.
 *
 * <p>A run has the subtypes in equal shares. Every eighth sample of every second run is of a subject who was in
 * the run before, at the same place, so that it has the same subtype. Everything is a function of seed, site and run alone.
 */
public final class SimulatedRuns {
    private static final int RETURNING = 8;
    private static final double LOCATION_SD = 1.2;
    private static final double SCALE_SD = 0.2;
    private static final double RUN_SD = 0.25;

    private final CohortSettings settings;
    private final SimulatedCohort model;
    private final int runSize;
    private final @Nullable SimulatedDrift drift;

    private SimulatedRuns(CohortSettings settings, int runSize, @Nullable SimulatedDrift drift) {
        this.settings = settings;
        this.model = new SimulatedCohort(settings);
        this.runSize = runSize;
        this.drift = drift;
    }

    /**
     * @param sites how many send; named B, C, ... and S27, S28, ... after Z
     * @param runSize samples of a run, at least one of each subtype
     */
    public static SimulatedRuns of(int genes, int sites, int runSize, long seed) {
        return of(genes, sites, runSize, seed, null);
    }

    /** The same with a change; null for none. */
    public static SimulatedRuns of(int genes, int sites, int runSize, long seed, @Nullable SimulatedDrift drift) {
        if (sites < 1 || runSize < 1) {
            throw new IllegalArgumentException("expected a site and a sample a run; seen " + sites + ", " + runSize);
        }
        List<SiteSettings> all = new ArrayList<>();
        all.add(SiteSettings.reference("A", runSize));
        for (int site = 1; site <= sites; site++) {
            double library = site % 2 == 1 ? 0.5 : 2.0;
            all.add(new SiteSettings(
                    name(site), runSize, 1, library, LOCATION_SD, SCALE_SD, drift == null ? RUN_SD : 0));
        }
        CohortSettings standard = CohortSettings.standard(seed);
        return new SimulatedRuns(
                new CohortSettings(genes, standard.subtypes(), seed, all, standard.biology()), runSize, drift);
    }

    /** Names of the sites that send, in the order of their numbers from 1. */
    public List<String> sites() {
        return settings.sites().stream().skip(1).map(SiteSettings::site).toList();
    }

    public List<String> genes() {
        return model.genes();
    }

    public int runSize() {
        return runSize;
    }

    /**
     * The samples of a run, in the order that they come in.
     *
     * @param site from 1
     * @param run from 0
     */
    public List<SimulatedSample> run(int site, int run) {
        RunEffect usual = RunEffect.of(settings, site, run);
        RunEffect changed = drift == null ? usual : drift.on(usual, settings.seed());
        return IntStream.range(0, runSize)
                .parallel()
                .mapToObj(place -> sample(site, visit(site, run, place), usual, changed))
                .toList();
    }

    private SimulatedSample sample(int site, Visit visit, RunEffect usual, RunEffect changed) {
        if (drift == null || !drift.changed(site, visit.sample())) {
            return model.sample(site, visit, usual);
        }
        SimulatedSample sample = model.sample(site, visit, changed);
        int said = drift.said(settings.seed(), visit.sample(), visit.subtype(), settings.subtypes());
        return said == visit.subtype() ? sample : sample.labelled("subtype" + (said + 1));
    }

    private Visit visit(int site, int run, int place) {
        int sample = Math.addExact(Math.multiplyExact(run, runSize), place);
        int subtype = place % settings.subtypes();
        int now = drift != null && drift.changed(site, sample)
                ? drift.subtype(settings.seed(), sample, subtype)
                : subtype;
        boolean again = run % 2 == 1 && place % RETURNING == RETURNING - 1 && now == subtype;
        return new Visit(sample, run, again ? sample - runSize : sample, now);
    }

    private static String name(int site) {
        return site < 26 ? String.valueOf((char) ('A' + site)) : "S" + (site + 1);
    }
}
