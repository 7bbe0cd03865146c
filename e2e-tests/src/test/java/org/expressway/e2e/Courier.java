package org.expressway.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.expressway.infra.local.PlatformFile;
import org.expressway.ingest.publish.SampleCodec;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;

/** Sends samples one by one, as an instrument would. Unlike the command it does not mind a platform that dies under it. */
final class Courier implements AutoCloseable {
    private final KafkaProducer<String, ExpressionSample> producer;
    private final String panelId;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** @param genes of the panel, which must have been registered under any name */
    Courier(PlatformFile platform, List<String> genes) {
        panelId = new Panel(genes).id();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.bootstrap(), "acks", "all", "max.request.size", 4 << 20),
                new StringSerializer(),
                Topics.RAW.valueSerde(SchemaRegistry.at(platform.registry())));
    }

    /** Sends at a pace until all are sent or this is closed. @param perSecond 0 for as fast as can be */
    void send(List<SimulatedSample> samples, double perSecond) {
        long start = System.nanoTime();
        for (int i = 0; i < samples.size() && open.get(); i++) {
            send(samples.get(i));
            if (perSecond > 0) {
                sleepUntil(start + (long) ((i + 1) * 1e9 / perSecond));
            }
        }
    }

    private void send(SimulatedSample sample) {
        ExpressionSample record = SampleCodec.simulated(sample, panelId, Instant.now());
        try {
            producer.send(new ProducerRecord<>(Topics.RAW.name(), sample.key(), record));
            sent.incrementAndGet();
        } catch (KafkaException e) {
            if (open.get()) {
                throw e;
            }
        }
    }

    /** Waits until the broker has what was sent. */
    void flush() {
        producer.flush();
    }

    int sent() {
        return sent.get();
    }

    /** Ends a sending that is under way; a producer without its broker would wait a minute. */
    @Override
    public void close() {
        open.set(false);
        producer.close(Duration.ofSeconds(1));
    }

    private static void sleepUntil(long nanos) {
        long millis = (nanos - System.nanoTime()) / 1_000_000;
        if (millis > 0) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
