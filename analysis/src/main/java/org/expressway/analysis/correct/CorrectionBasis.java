package org.expressway.analysis.correct;

import java.util.List;
import org.expressway.analysis.guard.LatentClasses;
import org.jspecify.annotations.Nullable;

/**
 * What a reference knows for the correction of batches, frozen.
 *
 * @param moments of its study samples, and which genes are corrected
 * @param materials the bridging controls it has seen
 * @param latent its classes as the guard sees them; null where it names fewer than two
 */
public record CorrectionBasis(
        CorrectionSettings settings,
        ReferenceMoments moments,
        ControlMaterials materials,
        @Nullable LatentClasses latent) {
    public CorrectionBasis {
        if (materials.kappa().length != moments.genes()) {
            throw new IllegalArgumentException("the control materials have " + materials.kappa().length
                    + " genes, expected the " + moments.genes() + " of the reference's moments");
        }
    }

    /**
     * Learns from a normalised cohort. Sums run in the order of the list: give the samples in the order of their keys.
     *
     * @param minMeanLog2 only genes with a greater mean are corrected; negative infinity for all
     * @param minSd only genes with a greater standard deviation (log2) are corrected; 0 for all that vary
     */
    public static CorrectionBasis learn(
            CorrectionSettings settings, List<BasisSample> samples, double minMeanLog2, double minSd) {
        List<BasisSample> study =
                samples.stream().filter(s -> s.role() == MemberRole.STUDY).toList();
        if (study.size() < 2) {
            throw new IllegalArgumentException("the reference has " + study.size()
                    + " study samples, expected at least 2; name batches with more samples");
        }
        GeneMoments moments = new GeneMoments(study.get(0).normalized().length);
        study.forEach(sample -> moments.plus(sample.normalized()));
        ReferenceMoments reference = ReferenceMoments.expressed(moments, minMeanLog2, minSd);
        List<BasisSample> labelled = study.stream()
                .filter(sample -> sample.label() != null && !sample.label().isBlank())
                .toList();
        return new CorrectionBasis(
                settings,
                reference,
                ControlMaterials.learn(samples, reference),
                LatentClasses.learn(
                        labelled.stream().map(BasisSample::normalized).toList(),
                        labelled.stream().map(BasisSample::label).toList(),
                        reference.corrected()));
    }

    public int genes() {
        return moments.genes();
    }
}
