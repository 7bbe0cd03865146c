package org.expressway.e2e;

import java.util.Objects;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.TopicReader;

/**
 * What these tests look at in a prediction.
 *
 * @param key site/sampleId
 * @param scored whether a model gave probabilities
 * @param corrected place of the corrected record that it was made from
 */
record Call(String key, Stage stage, String bundle, String reference, boolean scored, Place corrected) {

    /** Where a record stands. */
    record Place(int partition, long offset) {}

    static Call of(TopicReader.Read<Prediction> read) {
        Prediction p = Objects.requireNonNull(read.value());
        return new Call(
                read.key(),
                p.getStage(),
                p.getBundleSha256(),
                p.getReferenceId(),
                !p.getRanked().isEmpty(),
                new Place(
                        p.getCorrectedOrigin().getPartition(),
                        p.getCorrectedOrigin().getOffset()));
    }

    Sighting sighting() {
        return new Sighting(key, stage);
    }
}
