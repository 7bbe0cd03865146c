package org.expressway.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.expressway.ingest.publish.TopicProducer;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Topics;

/** The second half of a demo: samples arrive one by one, their batches close, what is broken is rejected. */
record Live(DemoStage stage, List<String> keys) {
    private static final int NAMED = 6;

    static Live of(DemoStage stage) {
        return new Live(stage, DemoStage.keys(stage.cohort().live()));
    }

    void stream() {
        DemoCohort cohort = stage.cohort();
        String what = cohort.liveBatches().isEmpty() ? "closed batches" : brief(cohort.liveBatches());
        stage.screen()
                .step("streaming %d samples of %s at %.0f a second"
                        .formatted(keys.size(), what, stage.request().perSecond()));
        sendSamples(cohort);
        int corrupt = cohort.withCorruptRecords() ? sendCorruptRecords() : 0;
        PredictionLog predictions = stage.watch().predictions();
        stage.await("the streamed samples to be scored", () -> predictions.hasFirst(keys), this::progress);
        stage.await(
                "every broken record to be rejected",
                () -> stage.watch().rejected().size() >= corrupt,
                this::progress);
        stage.screen().say(progress());
    }

    private void sendSamples(DemoCohort cohort) {
        Map<String, Long> left = new TreeMap<>(
                cohort.live().stream().collect(Collectors.groupingBy(DemoSample::batchKey, Collectors.counting())));
        long start = System.nanoTime();
        int sent = 0;
        try (TopicProducer<ExpressionSample> samples = new TopicProducer<>(stage.endpoints(), Topics.RAW)) {
            for (DemoSample sample : cohort.live()) {
                samples.send(sample.key(), sample.record());
                sent++;
                boolean last = left.merge(sample.batchKey(), -1L, Long::sum) == 0;
                if (last && cohort.closeAsTheyEnd()) {
                    stage.close(List.of(sample.batchKey()), cohort.live());
                }
                long due = start + (long) (sent * 1e9 / stage.request().perSecond());
                DemoStage.sleep((due - System.nanoTime()) / 1_000_000);
                stage.screen().progress(progress());
            }
            samples.flush();
        }
    }

    private int sendCorruptRecords() {
        ExpressionSample published = stage.cohort().live().get(0).record();
        List<CorruptRecords.Bytes> corrupt =
                CorruptRecords.after(published, stage.endpoints().registry());
        Map<String, Object> config =
                Map.of("bootstrap.servers", stage.platform().endpoints().bootstrap(), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            corrupt.forEach(
                    bytes -> producer.send(new ProducerRecord<>(Topics.RAW.name(), bytes.key(), bytes.value())));
            producer.flush();
        }
        return corrupt.size();
    }

    void close() {
        DemoCohort cohort = stage.cohort();
        if (!cohort.liveBatches().isEmpty() && !cohort.closeAsTheyEnd()) {
            stage.screen().step("closing " + brief(cohort.liveBatches()) + ": PROVISIONAL turns FINAL");
            stage.close(cohort.liveBatches(), cohort.live());
        }
        PredictionLog predictions = stage.watch().predictions();
        stage.await("every streamed sample to be settled", () -> predictions.allSettled(keys), this::progress);
        stage.screen().say(progress());
    }

    private String progress() {
        PredictionLog log = stage.watch().predictions();
        return "scored %d of %d, FINAL or LATE %d, rejected %d, p50 %.0f ms"
                .formatted(
                        log.firstOf(keys),
                        keys.size(),
                        log.settledOf(keys),
                        stage.watch().rejected().size(),
                        log.latency(keys, .5));
    }

    private static String brief(List<String> batches) {
        return batches.size() <= NAMED ? String.join(", ", batches) : batches.size() + " batches";
    }
}
