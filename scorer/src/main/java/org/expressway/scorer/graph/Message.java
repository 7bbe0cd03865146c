package org.expressway.scorer.graph;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A protobuf message of texts and messages, as it is written. */
final class Message {
    private static final int LENGTH = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message field(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    Message field(int number, Message message) {
        return field(number, message.bytes());
    }

    private Message field(int number, byte[] content) {
        varint(number << 3 | LENGTH);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void varint(int value) {
        int left = value;
        while (left >= 0x80) {
            bytes.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        bytes.write(left);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
