package org.expressway.ingest.redrive;

import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;

/** A value that is sent in place of an original which cannot be used, under the key that it says itself. */
public record MendedValue(byte[] key, byte[] value) {
    /**
     * @param topic that the original came from
     * @throws org.expressway.schemas.wire.UndecodableRecord where it would be refused just as well
     * @throws IllegalArgumentException where its names are no names
     */
    public static MendedValue of(byte[] value, String topic, SchemaRegistry registry) {
        Topic<String, ?> known = Topics.find(topic)
                .orElseThrow(() -> new IllegalArgumentException("nothing is redriven to topic " + topic));
        SpecificRecord record = known.valueSerde(registry).deserialize(topic, value);
        return new MendedValue(key(record).getBytes(StandardCharsets.UTF_8), value);
    }

    private static String key(SpecificRecord record) {
        if (record instanceof ExpressionSample sample) {
            return Keys.of(sample.getSite(), sample.getSampleId());
        }
        if (record instanceof CorrectedSample sample) {
            return Keys.of(sample.getSite(), sample.getSampleId());
        }
        if (record instanceof RunManifest run) {
            return Keys.of(run.getSite(), run.getBatchId());
        }
        if (record instanceof SampleWithdrawal withdrawal) {
            return Keys.of(withdrawal.getSite(), withdrawal.getBatchId());
        }
        throw new IllegalArgumentException(
                "nothing reads a " + record.getSchema().getName() + " that could be redriven");
    }
}
