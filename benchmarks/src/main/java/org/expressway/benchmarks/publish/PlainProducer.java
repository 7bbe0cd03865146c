package org.expressway.benchmarks.publish;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that publishing can cost: the same keys and values, ready in memory, sent with the same settings. Prints the
 * seconds from the first send to the last acknowledgement.
 */
public final class PlainProducer {
    private static final Map<String, Object> AS_THE_PUBLISHER = Map.of(
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            5,
            "compression.type",
            "lz4",
            "batch.size",
            512 << 10,
            "max.request.size",
            4 << 20,
            "buffer.memory",
            64L << 20,
            "key.serializer",
            ByteArraySerializer.class,
            "value.serializer",
            ByteArraySerializer.class);

    private PlainProducer() {}

    /** Arguments: bootstrap servers, topic, file of records as {@link Records} writes it. */
    public static void main(String[] args) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = read(Path.of(args[2]), args[1]);
        Map<String, Object> config = new java.util.HashMap<>(AS_THE_PUBLISHER);
        config.put("bootstrap.servers", args[0]);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
            producer.partitionsFor(args[1]);
            long start = System.nanoTime();
            for (ProducerRecord<byte[], byte[]> record : records) {
                var unused = producer.send(record);
            }
            producer.flush();
            System.out.println((System.nanoTime() - start) / 1e9);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> read(Path file, String topic) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            for (int left = in.readInt(); left > 0; left--) {
                byte[] key = in.readNBytes(in.readInt());
                records.add(new ProducerRecord<>(topic, key, in.readNBytes(in.readInt())));
            }
        }
        return records;
    }
}
