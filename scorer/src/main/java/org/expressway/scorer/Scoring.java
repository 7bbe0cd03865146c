package org.expressway.scorer;

import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.scorer.drift.DriftSettings;
import org.expressway.scorer.explain.ExplainedCalls;

/**
 * What all tasks of a scorer share.
 *
 * @param model name of the model whose champion scores
 * @param explained which calls are explained as they are made
 * @param lookahead what is fetched and waits
 * @param drift whether charts are kept
 */
record Scoring(
        Champions champions,
        Judge judge,
        String model,
        ExplainedCalls explained,
        Lookahead lookahead,
        ArtifactStore artifacts,
        DriftSettings drift) {
    static Scoring of(ArtifactStore store, ScorerConfig config, Lookahead lookahead) {
        Judge judge = new Judge(new CorrectionErrors(store), config.caution());
        ExplainedCalls explained = new ExplainedCalls(config.explain());
        return new Scoring(new Champions(store), judge, config.model(), explained, lookahead, store, config.drift());
    }
}
