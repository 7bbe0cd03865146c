package org.expressway.stream.reference;

import java.io.Serializable;
import java.util.List;
import org.expressway.analysis.qc.QualityOverrides;
import org.expressway.analysis.reference.CorrectionMethod;

/**
 * What a reference is to be made of.
 *
 * @param batches site/batchId, at least one
 * @param guard whether the class mix of batches is judged before they are corrected
 * @param quality limits of the quality checks that are not learned but set
 * @param useLabels whether class statistics are made from subtype.label.v1
 */
public record ReferenceRequest(
        String bootstrap,
        String registryUrl,
        String artifacts,
        List<String> batches,
        CorrectionMethod correction,
        int minBatchSize,
        boolean guard,
        NormalizationRequest normalization,
        QualityOverrides quality,
        boolean useLabels)
        implements Serializable {
    public ReferenceRequest {
        batches = List.copyOf(batches);
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("--batches: expected at least one SITE/BATCH");
        }
    }
}
