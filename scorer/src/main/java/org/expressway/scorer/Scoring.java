package org.expressway.scorer;

import org.expressway.schemas.artifact.ArtifactStore;

/**
 * What all tasks of a scorer share.
 *
 * @param model name of the model whose champion scores
 * @param lookahead what is fetched and waits
 */
record Scoring(Champions champions, Judge judge, String model, Lookahead lookahead) {
    static Scoring of(ArtifactStore store, ScorerConfig config, Lookahead lookahead) {
        Judge judge = new Judge(new CorrectionErrors(store), config.caution());
        return new Scoring(new Champions(store), judge, config.model(), lookahead);
    }
}
