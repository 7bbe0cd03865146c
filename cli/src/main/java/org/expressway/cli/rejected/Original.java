package org.expressway.cli.rejected;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/** What a dead letter holds of the original, as a person or a program can read it. */
final class Original {
    private static final int HEAD = 256;
    private static final int SHOWN_ITEMS = 12;

    /**
     * One header.
     *
     * @param text where the value is UTF-8
     */
    record Header(
            String key, @Nullable String base64, @Nullable String text) {}

    private Original() {}

    static List<Header> headers(DeadLetter letter) {
        List<Header> headers = new ArrayList<>();
        for (RecordHeader header : letter.getHeaders()) {
            byte[] value = bytes(header.getValue());
            headers.add(new Header(
                    header.getKey(), value == null ? null : Base64.getEncoder().encodeToString(value), text(value)));
        }
        return headers;
    }

    static @Nullable String sha256(byte @Nullable [] bytes) {
        return bytes == null ? null : Sha256.of(bytes);
    }

    /** The first bytes in hexadecimal. */
    static String hexHead(byte @Nullable [] bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes, 0, Math.min(HEAD, bytes.length));
    }

    /** The first bytes as characters, a dot for what is none. */
    static String textHead(byte @Nullable [] bytes) {
        return bytes == null
                ? ""
                : new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1)
                        .replaceAll("[^\\x20-\\x7e]", ".");
    }

    /** The bytes as text where they are UTF-8 throughout; null where they are not. */
    static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The record where its topic's schema reads it, long lists cut; else why not. */
    static Map<String, Object> decoded(DeadLetter letter, SchemaRegistry registry) {
        String topic = letter.getOrigin().getTopic();
        byte[] value = bytes(letter.getValue());
        if (value == null) {
            return Map.of("undecodable", "it has no value");
        }
        return Topics.find(topic)
                .map(known -> {
                    try {
                        return fields(known.valueSerde(registry).deserialize(topic, value));
                    } catch (UndecodableRecord e) {
                        return Map.<String, Object>of("undecodable", String.valueOf(e.getMessage()));
                    }
                })
                .orElseGet(() -> Map.of("undecodable", "no schema is known for topic " + topic));
    }

    private static Map<String, Object> fields(IndexedRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value != null) {
                fields.put(field.name(), shown(value));
            }
        }
        return fields;
    }

    private static Object shown(Object value) {
        if (value instanceof IndexedRecord record) {
            return fields(record);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.stream().limit(SHOWN_ITEMS).forEach(item -> items.add(shown(item)));
            if (list.size() > SHOWN_ITEMS) {
                items.add("… " + list.size() + " in all");
            }
            return items;
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
