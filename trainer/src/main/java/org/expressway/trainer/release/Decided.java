package org.expressway.trainer.release;

import org.expressway.schemas.avro.ModelRelease;

/**
 * What became of a trained model.
 *
 * @param place where it stands now
 * @param release as it was announced; for one that changed nothing the champion that it is
 */
public record Decided(Place place, ModelRelease release) {
    /** Where a model may come to stand. */
    public enum Place {
        CHAMPION,
        CHALLENGER,
        REFUSED,
        UNCHANGED
    }
}
