package org.expressway.stream;

import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.reference.ReferenceCollection;
import org.expressway.stream.reference.ReferenceRequest;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;

/**
 * Bounded: reads what has been published up to now and makes a reference profile of the chosen batches.
 *
 * <pre>
 *   expression.sample.raw.v1 ──┐
 *                              ├──► CollectReference (one) ──► profile in the artifact store, its pointer as result
 *   subtype.label.v1 ──────────┘
 * </pre>
 */
public final class BuildReferenceJob {
    private BuildReferenceJob() {}

    /**
     * Builds and stores the profile; it is not yet active.
     *
     * @throws IllegalArgumentException when the samples make no reference, with the reason
     */
    public static ReferencePointer run(StreamExecutionEnvironment env, ReferenceRequest request) throws Exception {
        env.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        // The cohort is collected outside Flink's state: after a failure the job reads again from the beginning.
        env.getCheckpointConfig().disableCheckpointing();
        DataStream<IncomingRecord> samples = bounded(env, request, Topics.RAW.name());
        DataStream<IncomingRecord> labels = bounded(env, request, Topics.LABEL.name());
        try (CloseableIterator<ReferencePointer> result =
                ReferenceCollection.collect(samples, labels, request).executeAndCollect("build-reference")) {
            return only(result);
        } catch (RuntimeException | ExecutionException e) {
            throw ExceptionUtils.findThrowable(e, IllegalArgumentException.class)
                    .map(Exception.class::cast)
                    .orElse(e);
        }
    }

    private static ReferencePointer only(CloseableIterator<ReferencePointer> result) {
        if (!result.hasNext()) {
            throw new IllegalArgumentException("no sample has been published yet; publish the reference batches first");
        }
        return result.next();
    }

    private static DataStream<IncomingRecord> bounded(
            StreamExecutionEnvironment env, ReferenceRequest request, String topic) {
        return env.fromSource(
                KafkaEnds.boundedSource(request.bootstrap(), topic),
                WatermarkStrategy.noWatermarks(),
                topic,
                RecordType.record(IncomingRecord.class));
    }
}
