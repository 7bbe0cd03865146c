package org.expressway.ingest.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * One sample to be taken at a site: in which run, of which subject, of which subtype. Numbers count from 0 within the
 * site.
 */
record Visit(int sample, int run, int subject, int subtype) {

    /**
     * All visits of a site. Every run has the subtypes in equal shares. Some subjects come again: their second sample
     * is a visit of the same subtype in another run.
     */
    static List<Visit> of(SiteSettings site, int subtypes, double repeatShare, Draws draws) {
        List<Visit> visits = new ArrayList<>();
        List<Visit> couldReturn = new ArrayList<>();
        double returning = site.runs() == 1 ? 0 : repeatShare / (1 + repeatShare) * site.runs() / (site.runs() - 1);
        int subjects = 0;
        for (int run = 0; run < site.runs(); run++) {
            List<Visit> fresh = new ArrayList<>();
            for (int i = sizeUpTo(site, run); i < sizeUpTo(site, run + 1); i++) {
                int subtype = i % subtypes;
                boolean again = run > 0 && draws.uniform() < returning;
                int earlier = again ? takeOne(couldReturn, subtype, draws) : -1;
                int subject = earlier < 0 ? subjects++ : earlier;
                visits.add(new Visit(i, run, subject, subtype));
                if (earlier < 0) {
                    fresh.add(visits.get(visits.size() - 1));
                }
            }
            couldReturn.addAll(fresh);
        }
        return visits;
    }

    private static int sizeUpTo(SiteSettings site, int run) {
        return site.samples() * run / site.runs();
    }

    /** Takes the subject of a random visit of the subtype out of the list; -1 where there is none. */
    private static int takeOne(List<Visit> visits, int subtype, Draws draws) {
        List<Visit> fitting =
                visits.stream().filter(v -> v.subtype() == subtype).toList();
        if (fitting.isEmpty()) {
            return -1;
        }
        Visit chosen = fitting.get(draws.below(fitting.size()));
        visits.remove(chosen);
        return chosen.subject();
    }
}
