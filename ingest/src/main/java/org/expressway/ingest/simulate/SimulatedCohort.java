package org.expressway.ingest.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * A cohort of simulated samples. For gene g of a sample of a subject of subtype k, in log2 units:
 *
 * <pre>
 *   activity  = e_k + N(0, activitySd) for each programme          once a subject
 *   deviation = programmes x activity + N(0, subjectSd)            once a subject
 *                                     + N(0, visitSd)              once a sample
 *   shown     = scale_g(site) x deviation + location_g(site, run)  the batch effect
 *   count     ~ Poisson(library x 2^(baseline_g + shown) x Gamma(1/dispersion))   a negative binomial
 * </pre>
 *
 * <p>The count without batch effect leaves {@code shown = deviation} and draws Gamma and Poisson from the same stream.
 * Every number comes from a stream of its own ({@link Draws#at}), so a cohort of more samples begins with the same
 * subjects. A sample's library varies by a factor of about 1.2 around its site's.
 */
public final class SimulatedCohort {
    private final CohortSettings settings;
    private final GeneModel model;
    private final List<SimulatedSample> samples = new ArrayList<>();

    /** A cohort without samples: its genes, and what makes samples one by one. */
    SimulatedCohort(CohortSettings settings) {
        this.settings = settings;
        this.model = new GeneModel(settings);
    }

    /** Simulates a cohort: about 1 µs a value. */
    public static SimulatedCohort of(CohortSettings settings) {
        SimulatedCohort cohort = new SimulatedCohort(settings);
        for (int site = 0; site < settings.sites().size(); site++) {
            cohort.simulate(site);
        }
        return cohort;
    }

    public CohortSettings settings() {
        return settings;
    }

    /** Samples by site, then run. */
    public List<SimulatedSample> samples() {
        return List.copyOf(samples);
    }

    /** SIM00001, SIM00002, ... */
    public List<String> genes() {
        List<String> genes = new ArrayList<>();
        for (int g = 1; g <= settings.genes(); g++) {
            genes.add("SIM" + padded(g, 5));
        }
        return genes;
    }

    private void simulate(int site) {
        SiteSettings there = settings.sites().get(site);
        List<RunEffect> effects = new ArrayList<>();
        for (int run = 0; run < there.runs(); run++) {
            effects.add(RunEffect.of(settings, site, run));
        }
        Draws arrangement = Draws.at(settings.seed(), 6, site);
        List<Visit> visits =
                Visit.of(there, settings.subtypes(), settings.biology().repeatShare(), arrangement);
        for (Visit visit : visits) {
            samples.add(sample(site, visit, effects.get(visit.run())));
        }
    }

    /** One sample of a site; a pure function of the seed and its arguments. */
    SimulatedSample sample(int site, Visit visit, RunEffect effect) {
        SiteSettings there = settings.sites().get(site);
        double[] deviation = deviation(site, visit);
        double library = there.library()
                * StrictMath.exp(
                        0.2 * Draws.at(settings.seed(), 7, site, visit.sample()).gaussian());
        float[] counts = new float[model.genes()];
        float[] without = new float[model.genes()];
        for (int g = 0; g < counts.length; g++) {
            double shown = effect.shown(g, deviation[g]);
            long[] path = {settings.seed(), 8, site, visit.sample(), g};
            counts[g] = count(library * Draws.exp2(model.baseline(g) + shown), Draws.at(path));
            without[g] = shown == deviation[g]
                    ? counts[g]
                    : count(library * Draws.exp2(model.baseline(g) + deviation[g]), Draws.at(path));
        }
        return new SimulatedSample(
                there.site(),
                "run" + (visit.run() + 1),
                there.site() + padded(visit.sample() + 1, 4),
                there.site() + "-P" + padded(visit.subject() + 1, 4),
                "subtype" + (visit.subtype() + 1),
                counts,
                without);
    }

    private double[] deviation(int site, Visit visit) {
        Biology biology = settings.biology();
        Draws ofSubject = Draws.at(settings.seed(), 9, site, visit.subject());
        Draws ofVisit = Draws.at(settings.seed(), 10, site, visit.sample());
        double[] activity = new double[settings.subtypes()];
        for (int k = 0; k < activity.length; k++) {
            activity[k] = (k == visit.subtype() ? 1 : 0) + biology.activitySd() * ofSubject.gaussian();
        }
        double[] deviation = new double[model.genes()];
        for (int g = 0; g < deviation.length; g++) {
            deviation[g] = biology.subjectSd() * ofSubject.gaussian() + biology.visitSd() * ofVisit.gaussian();
        }
        model.express(activity, deviation);
        return deviation;
    }

    private float count(double mean, Draws draws) {
        double rate = mean * draws.unitGamma(1 / settings.biology().dispersion());
        return (float) draws.poisson(rate);
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
