package org.expressway.analysis.correct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.analysis.guard.LatentClasses;
import org.expressway.analysis.guard.SubjectPairs;

/**
 * Finds the subjects that have two study samples in a batch. They are taken in the order of their first sample's id, so that a
 * subject's name, which is another before and behind the pseudonyms, decides nothing.
 */
final class PairedSamples {
    /** More prove no more, and each is normalised once again. */
    private static final int MOST_PAIRS = 100;

    private final LatentClasses classes;
    private final double[] normalized;

    PairedSamples(LatentClasses classes, int genes) {
        this.classes = classes;
        this.normalized = new double[genes];
    }

    SubjectPairs of(List<? extends BatchSample> samplesInIdOrder) {
        Map<String, List<Integer>> bySubject = new LinkedHashMap<>();
        int study = 0;
        for (int i = 0; i < samplesInIdOrder.size(); i++) {
            BatchSample sample = samplesInIdOrder.get(i);
            if (sample.role() == MemberRole.STUDY) {
                study++;
                String subject = sample.subject();
                if (subject != null) {
                    bySubject.computeIfAbsent(subject, any -> new ArrayList<>()).add(i);
                }
            }
        }
        List<List<Integer>> pairs =
                bySubject.values().stream().filter(one -> one.size() == 2).toList();
        return measured(samplesInIdOrder, pairs, study);
    }

    private SubjectPairs measured(List<? extends BatchSample> samples, List<List<Integer>> pairs, int study) {
        SubjectPairs measured = new SubjectPairs(new ArrayList<>(), study - 2 * pairs.size());
        for (List<Integer> pair : pairs.subList(0, Math.min(pairs.size(), MOST_PAIRS))) {
            samples.get(pair.get(0)).normalized(normalized);
            double[] deviations = classes.deviations(normalized);
            double[] latent = classes.project(normalized);
            samples.get(pair.get(1)).normalized(normalized);
            measured.pairs()
                    .add(SubjectPairs.Pair.of(
                            deviations, classes.deviations(normalized), latent, classes.project(normalized)));
        }
        return measured;
    }
}
