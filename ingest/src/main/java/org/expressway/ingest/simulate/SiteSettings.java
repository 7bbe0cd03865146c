package org.expressway.ingest.simulate;

/**
 * A simulated laboratory.
 *
 * @param samples how many it sends, dealt out evenly to its runs
 * @param library its library size relative to the first site's
 * @param locationSd spread over genes of its additive effect, in log2 units; 0 is none
 * @param scaleSd spread over genes of the natural log of its multiplicative effect on a sample's deviation from the
 *     gene's mean; 0 is none
 * @param runSd spread over genes of what a single run adds to the site's location effect, in log2 units
 */
public record SiteSettings(
        String site, int samples, int runs, double library, double locationSd, double scaleSd, double runSd) {
    public SiteSettings {
        if (site.isEmpty() || runs < 1 || samples < runs || !(library > 0)) {
            throw new IllegalArgumentException("site " + site + ": a site has a name, at least one run, at least one"
                    + " sample a run and a library size above 0; got " + samples + " samples in " + runs
                    + " runs, library "
                    + library);
        }
        if (!(locationSd >= 0 && scaleSd >= 0 && runSd >= 0)) {
            throw new IllegalArgumentException("site " + site + ": spreads are not negative");
        }
    }

    /** A site without any batch effect, in runs of about 50. */
    static SiteSettings reference(String site, int samples) {
        return new SiteSettings(site, samples, Math.max(1, Math.round(samples / 50f)), 1, 0, 0, 0);
    }

    /** A site with strong effects that its runs share for the most part; two runs, more where they would exceed 400. */
    static SiteSettings shifted(String site, int samples, double library) {
        return new SiteSettings(site, samples, Math.max(2, (samples + 399) / 400), library, 1.2, 0.2, 0.25);
    }
}
