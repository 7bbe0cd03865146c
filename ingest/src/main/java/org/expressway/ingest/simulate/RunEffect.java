package org.expressway.ingest.simulate;

/**
 * What a site and a run do to each gene: {@code shown = baseline + scale x deviation + location}, in log2 units.
 *
 * @param location one a gene, of the site and the run together
 * @param scale one a gene, of the site
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RunEffect(double[] location, double[] scale) {

    static RunEffect of(CohortSettings settings, int site, int run) {
        SiteSettings there = settings.sites().get(site);
        Draws ofSite = Draws.at(settings.seed(), 4, site);
        Draws ofRun = Draws.at(settings.seed(), 5, site, run);
        double[] location = new double[settings.genes()];
        double[] scale = new double[settings.genes()];
        for (int g = 0; g < location.length; g++) {
            location[g] = there.locationSd() * ofSite.gaussian() + there.runSd() * ofRun.gaussian();
            scale[g] = StrictMath.exp(there.scaleSd() * ofSite.gaussian());
        }
        return new RunEffect(location, scale);
    }

    double shown(int g, double deviation) {
        return scale[g] * deviation + location[g];
    }
}
