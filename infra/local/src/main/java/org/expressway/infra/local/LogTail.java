package org.expressway.infra.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file, for an error message. */
final class LogTail {
    private static final int BYTES = 8_192;

    private LogTail() {}

    /** The last {@code lines} lines, or a word about why there are none; reads at most 8 KiB. */
    static String of(Path log, int lines) {
        try (FileChannel file = FileChannel.open(log)) {
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(BYTES, file.size()));
            file.read(end, file.size() - end.capacity());
            List<String> all =
                    new String(end.array(), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(cannot read %s: %s)".formatted(log, e.getMessage());
        }
    }
}
