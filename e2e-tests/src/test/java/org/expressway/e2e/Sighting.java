package org.expressway.e2e;

import java.util.Objects;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.TopicReader;

/** That a sample has been seen at a stage: what exactly-once is counted by. */
record Sighting(String key, Stage stage) {
    static Sighting corrected(TopicReader.Read<CorrectedSample> read) {
        return new Sighting(read.key(), Objects.requireNonNull(read.value()).getStage());
    }

    static Sighting predicted(TopicReader.Read<Prediction> read) {
        return new Sighting(read.key(), Objects.requireNonNull(read.value()).getStage());
    }

    static Sighting provisional(String key) {
        return new Sighting(key, Stage.PROVISIONAL);
    }

    static Sighting last(String key) {
        return new Sighting(key, Stage.FINAL);
    }
}
