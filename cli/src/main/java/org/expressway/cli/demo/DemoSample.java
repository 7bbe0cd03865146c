package org.expressway.cli.demo;

import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Keys;
import org.jspecify.annotations.Nullable;

/**
 * One sample of a demo.
 *
 * @param record as its laboratory sends it
 * @param truth its subtype, as label or as what is compared with; null where nobody knows
 * @param withoutBatchEffect the same biology as if no laboratory had an effect; null for real data
 */
record DemoSample(ExpressionSample record, @Nullable String truth, float @Nullable [] withoutBatchEffect) {
    String key() {
        return Keys.of(record.getSite(), record.getSampleId());
    }

    String batchKey() {
        return Keys.of(record.getSite(), record.getBatchId());
    }
}
