package org.expressway.analysis.correct;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A batch after one pass over its samples.
 *
 * @param study moments of the study samples
 * @param controls moments of the controls by material, of those that the reference knows
 * @param controlSamples number of these
 * @param strangers controls that name no material, or one that the reference does not know
 */
record SeenBatch(GeneMoments study, SortedMap<String, GeneMoments> controls, int controlSamples, int strangers) {
    static SeenBatch of(CorrectionBasis basis, List<? extends BatchSample> samples) {
        GeneMoments study = new GeneMoments(basis.genes());
        SortedMap<String, GeneMoments> controls = new TreeMap<>();
        double[] normalized = new double[basis.genes()];
        int known = 0;
        int strangers = 0;
        for (BatchSample sample : samples) {
            if (sample.role() == MemberRole.STUDY) {
                sample.normalized(normalized);
                study.plus(normalized);
            } else if (sample.role() == MemberRole.CONTROL) {
                String material = sample.material();
                boolean stranger = material == null || basis.materials().find(material) == null;
                strangers += stranger ? 1 : 0;
                if (!stranger) {
                    sample.normalized(normalized);
                    controls.computeIfAbsent(material, any -> new GeneMoments(basis.genes()))
                            .plus(normalized);
                    known++;
                }
            }
        }
        return new SeenBatch(study, controls, known, strangers);
    }
}
