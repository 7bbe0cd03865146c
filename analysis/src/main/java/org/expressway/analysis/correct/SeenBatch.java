package org.expressway.analysis.correct;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.expressway.analysis.guard.LatentClasses;
import org.jspecify.annotations.Nullable;

/**
 * A batch after one pass over its samples.
 *
 * @param samples ids of those that {@code study} and {@code controls} are made of, in their order
 * @param study moments of the study samples
 * @param controls moments of the controls by material, of those that the reference knows
 * @param controlSamples number of these
 * @param strangers controls that name no material, or one that the reference does not know
 * @param latent of each study sample, empty where nobody judges the mix of classes
 */
record SeenBatch(
        List<String> samples,
        GeneMoments study,
        SortedMap<String, GeneMoments> controls,
        int controlSamples,
        int strangers,
        List<double[]> latent) {
    static SeenBatch of(CorrectionBasis basis, List<? extends BatchSample> samples) {
        SeenBatch seen = new SeenBatch(
                new ArrayList<>(), new GeneMoments(basis.genes()), new TreeMap<>(), 0, 0, new ArrayList<>());
        double[] normalized = new double[basis.genes()];
        LatentClasses judge = basis.settings().guard() ? basis.latent() : null;
        int known = 0;
        int strangers = 0;
        for (BatchSample sample : samples) {
            GeneMoments into = seen.place(basis, sample);
            boolean control = sample.role() == MemberRole.CONTROL;
            known += control && into != null ? 1 : 0;
            strangers += control && into == null ? 1 : 0;
            if (into != null) {
                sample.normalized(normalized);
                into.plus(normalized);
                seen.samples.add(sample.id());
                if (!control && judge != null) {
                    seen.latent.add(judge.project(normalized));
                }
            }
        }
        return new SeenBatch(seen.samples, seen.study, seen.controls, known, strangers, seen.latent);
    }

    /** Where a sample counts; null for blanks and for controls of an unknown material. */
    private @Nullable GeneMoments place(CorrectionBasis basis, BatchSample sample) {
        String material = sample.material();
        return switch (sample.role()) {
            case STUDY -> study;
            case BLANK -> null;
            case CONTROL ->
                material == null || basis.materials().find(material) == null
                        ? null
                        : controls.computeIfAbsent(material, any -> new GeneMoments(basis.genes()));
        };
    }
}
