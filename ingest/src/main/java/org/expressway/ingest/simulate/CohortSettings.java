package org.expressway.ingest.simulate;

import java.util.List;

/**
 * What a simulated cohort is made of.
 *
 * @param sites the first is the reference
 */
public record CohortSettings(int genes, int subtypes, long seed, List<SiteSettings> sites, Biology biology) {
    /** Samples of the standard cohort. */
    public static final int STANDARD_SAMPLES = 500;

    public CohortSettings {
        sites = List.copyOf(sites);
        if (subtypes < 2 || sites.isEmpty()) {
            throw new IllegalArgumentException("a cohort has two subtypes and one site at least");
        }
        int needed = subtypes * (biology.programmeGenes() - biology.programmeGenes() / 3);
        if (genes < needed) {
            throw new IllegalArgumentException(
                    genes + " genes are too few: the programmes of " + subtypes + " subtypes need " + needed);
        }
        for (SiteSettings site : sites) {
            if (site.samples() / site.runs() < subtypes) {
                throw new IllegalArgumentException("site " + site.site() + ": each run needs a sample of each of "
                        + subtypes + " subtypes, but has " + site.samples() / site.runs() + " samples");
            }
        }
    }

    /**
     * 2,000 genes, 5 subtypes; site A, the reference, 240 samples in 5 runs; sites B (half the library size) and C
     * (double), 130 samples in 2 runs each, with batch effects.
     */
    public static CohortSettings standard(long seed) {
        return of(2000, STANDARD_SAMPLES, seed);
    }

    /** The standard cohort with other numbers of genes and of samples, dealt to the sites in the same proportion. */
    public static CohortSettings of(int genes, int samples, long seed) {
        int shifted = Math.round(samples * 0.26f);
        List<SiteSettings> sites = List.of(
                SiteSettings.reference("A", samples - 2 * shifted),
                SiteSettings.shifted("B", shifted, 0.5),
                SiteSettings.shifted("C", shifted, 2.0));
        return new CohortSettings(genes, 5, seed, sites, Biology.standard());
    }
}
