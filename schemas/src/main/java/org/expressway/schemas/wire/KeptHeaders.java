package org.expressway.schemas.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record that its dead letter has room for: all of them, unless their names are not UTF-8. Such a name is
 * read with three bytes for each that is wrong, so that the headers of a record of 2 MiB may become 6.
 *
 * @param left how many were left out
 */
record KeptHeaders(List<RecordHeader> kept, int left) {
    /** Below the 3 MiB that a letter may have; the record itself has at most two of them. */
    private static final int ROOM = (2 << 20) + (512 << 10);

    private static final int EACH = 16;

    static KeptHeaders of(IncomingRecord record) {
        List<RecordHeader> all = record.getHeaders();
        long room = ROOM - size(record.getKey()) - size(record.getValue());
        for (int i = 0; i < all.size(); i++) {
            room -= EACH + utf8(all.get(i).getKey()) + size(all.get(i).getValue());
            if (room < 0) {
                return new KeptHeaders(all.subList(0, i), all.size() - i);
            }
        }
        return new KeptHeaders(all, 0);
    }

    String said(String message) {
        return left == 0 ? message : message + " (" + left + " of its headers are left out: there is no room for them)";
    }

    private static int size(@Nullable ByteBuffer bytes) {
        return bytes == null ? 0 : bytes.remaining();
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
