package org.expressway.trainer.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.expressway.trainer.cohort.Profiles;

/**
 * Rows of a store, their gaps filled, read from its file whenever they are asked for: the operating system's page cache is
 * the only copy. The file stays readable when the store has been closed, and when a later commit has replaced it. Not for
 * several threads at once.
 */
final class StoredProfiles extends Profiles {
    private final FileChannel channel;
    private final Path path;
    private final long[] rows;
    private final float[] means;
    private final ByteBuffer buffer;

    /** @param means per gene, what stands in for a missing value; NaN leaves it missing */
    StoredProfiles(Path path, long[] rows, float[] means) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.path = path;
        this.rows = rows;
        this.means = means;
        this.buffer = ByteBuffer.allocateDirect(Math.multiplyExact(means.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public int width() {
        return means.length;
    }

    @Override
    public void read(int row, int from, float[] into) {
        buffer.clear().limit(into.length * Float.BYTES);
        long at = (rows[row] * means.length + from) * Float.BYTES;
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, at + buffer.position()) < 0) {
                    throw new EOFException("row %d of %s is cut short".formatted(rows[row], path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the trainer's store cannot be read: " + path, e);
        }
        buffer.flip();
        buffer.asFloatBuffer().get(into);
        for (int j = 0; j < into.length; j++) {
            into[j] = Float.isNaN(into[j]) ? means[from + j] : into[j];
        }
    }
}
