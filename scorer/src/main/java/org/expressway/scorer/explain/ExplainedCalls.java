package org.expressway.scorer.explain;

import java.util.Optional;
import org.expressway.schemas.avro.Prediction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Explains those predictions that the policy wants explained as they are made. */
public final class ExplainedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ExplainedCalls.class);

    private final ExplainPolicy policy;

    public ExplainedCalls(ExplainPolicy policy) {
        this.policy = policy;
    }

    /**
     * The prediction, explained or as it is. A fault of the explanation never costs the call: it is logged, and the record
     * has no explanation.
     *
     * @param values as the prediction was made from; NaN is missing
     */
    public Prediction of(Prediction prediction, float[] values, Optional<Explainer> explainer) {
        if (explainer.isEmpty() || prediction.getRanked().size() < 2 || !policy.wants(prediction)) {
            return prediction;
        }
        try {
            return explainer.get().explain(prediction, values);
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.error("{} is not explained: {}", prediction.getId(), e.getMessage());
            return prediction;
        }
    }
}
