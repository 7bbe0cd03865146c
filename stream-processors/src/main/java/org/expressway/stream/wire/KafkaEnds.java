package org.expressway.stream.wire;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.OutgoingRecord;
import org.jspecify.annotations.Nullable;

/** The two ends of a job in Kafka: sources that hand on bytes with their place, and one exactly-once sink. */
public final class KafkaEnds {
    private static final String TEN_MINUTES = "600000";
    /** Bytes; site and sample have at most 200 characters each, of at most 4 bytes. */
    private static final int LONGEST_KEY = 2_048;

    private KafkaEnds() {}

    /** Reads a topic from its beginning, or from where the checkpoint says; committed records only. */
    public static KafkaSource<IncomingRecord> source(String bootstrap, String topic, String group) {
        return builder(bootstrap, topic).setGroupId(group).build();
    }

    /** Reads what a topic holds now, and ends. */
    public static KafkaSource<IncomingRecord> boundedSource(String bootstrap, String topic) {
        return builder(bootstrap, topic)
                .setBounded(OffsetsInitializer.latest())
                .setProperty("commit.offsets.on.checkpoint", "false")
                .build();
    }

    private static KafkaSourceBuilder<IncomingRecord> builder(String bootstrap, String topic) {
        return KafkaSource.<IncomingRecord>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty("isolation.level", "read_committed")
                .setProperty("partition.discovery.interval.ms", "-1")
                .setDeserializer(new AsBytes());
    }

    /** @param job unique a job: two jobs with one prefix would fence each other */
    public static KafkaSink<OutgoingRecord> sink(String bootstrap, String job) {
        Properties producer = new Properties();
        producer.setProperty("transaction.timeout.ms", TEN_MINUTES);
        producer.setProperty("max.request.size", Integer.toString(4 << 20));
        // A checkpoint waits until all of this has been acknowledged.
        producer.setProperty("buffer.memory", Integer.toString(8 << 20));
        producer.setProperty("linger.ms", "5");
        producer.setProperty("batch.size", Integer.toString(256 << 10));
        producer.setProperty("acks", "all");
        return KafkaSink.<OutgoingRecord>builder()
                .setBootstrapServers(bootstrap)
                .setKafkaProducerConfig(producer)
                .setRecordSerializer(new FromBytes())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("expressway-" + job)
                .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
                .build();
    }

    /**
     * The key as text; an absent key is empty, a malformed one is text all the same, since it only spreads the load. Of a key
     * that is longer than that of any sample only the beginning: noise takes long to be made text of.
     */
    public static String keyText(IncomingRecord record) {
        ByteBuffer key = record.getKey();
        if (key == null) {
            return "";
        }
        byte[] beginning = new byte[Math.min(key.remaining(), LONGEST_KEY)];
        key.duplicate().get(beginning);
        return new String(beginning, StandardCharsets.UTF_8);
    }

    private static final class AsBytes implements KafkaRecordDeserializationSchema<IncomingRecord> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<IncomingRecord> out) {
            List<org.expressway.schemas.avro.RecordHeader> headers = new ArrayList<>();
            for (Header header : record.headers()) {
                headers.add(new org.expressway.schemas.avro.RecordHeader(header.key(), wrap(header.value())));
            }
            Origin origin = new Origin(record.topic(), record.partition(), record.offset());
            Instant timestamp = Instant.ofEpochMilli(record.timestamp());
            out.collect(new IncomingRecord(origin, timestamp, wrap(record.key()), wrap(record.value()), headers));
        }

        @Override
        public TypeInformation<IncomingRecord> getProducedType() {
            return RecordType.record(IncomingRecord.class);
        }
    }

    private static final class FromBytes implements KafkaRecordSerializationSchema<OutgoingRecord>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                OutgoingRecord record, KafkaSinkContext context, @Nullable Long timestamp) {
            List<Header> headers = new ArrayList<>();
            record.getHeaders().forEach(h -> headers.add(new RecordHeader(h.getKey(), array(h.getValue()))));
            return new ProducerRecord<>(
                    record.getTopic(), null, null, array(record.getKey()), array(record.getValue()), headers);
        }
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    /** The bytes of a buffer; without a copy where the buffer is the whole array. */
    @SuppressWarnings("NullAway") // Kafka takes null keys, values and headers
    public static byte[] array(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        if (buffer.hasArray()
                && buffer.arrayOffset() == 0
                && buffer.position() == 0
                && buffer.remaining() == buffer.array().length) {
            return buffer.array();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
