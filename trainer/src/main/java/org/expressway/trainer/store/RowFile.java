package org.expressway.trainer.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Profiles of one panel as rows of little-endian float32, one after the other: row r begins at byte 4 · genes · r. Rows
 * are appended and never changed. Read by position, so that the operating system's page cache is the only copy.
 */
final class RowFile implements AutoCloseable {
    private final Path path;
    private final int genes;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private long rows;

    private RowFile(Path path, int genes, FileChannel channel, long rows) {
        this.path = path;
        this.genes = genes;
        this.channel = channel;
        this.rows = rows;
        this.buffer = ByteBuffer.allocateDirect(Math.multiplyExact(genes, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Opens it with its first {@code rows} rows and cuts off what follows: the tail of an append that was never committed.
     *
     * @throws EOFException when the file holds fewer rows
     */
    static RowFile open(Path path, int genes, long rows) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long bytes = Math.multiplyExact(rows, (long) genes * Float.BYTES);
        if (channel.size() < bytes) {
            long seen = channel.size();
            channel.close();
            throw new EOFException(
                    "%s has %d bytes, expected %d for %d rows of %d genes".formatted(path, seen, bytes, rows, genes));
        }
        channel.truncate(bytes);
        return new RowFile(path, genes, channel, rows);
    }

    int genes() {
        return genes;
    }

    long rows() {
        return rows;
    }

    String name() {
        return path.getFileName().toString();
    }

    /** @return the row's number */
    long append(float[] values) throws IOException {
        requireWidth(values.length);
        buffer.clear();
        buffer.asFloatBuffer().put(values);
        long at = rows * genes * Float.BYTES;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
        return rows++;
    }

    void read(long row, float[] into) throws IOException {
        requireWidth(into.length);
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException("row %d of %d in %s".formatted(row, rows, path));
        }
        buffer.clear();
        long at = row * genes * Float.BYTES;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at + buffer.position());
            if (read < 0) {
                throw new EOFException("row %d of %s is cut short".formatted(row, path));
            }
        }
        buffer.flip();
        buffer.asFloatBuffer().get(into);
    }

    /** Returns once every row is on disk. */
    void force() throws IOException {
        channel.force(true);
    }

    private void requireWidth(int length) {
        if (length != genes) {
            throw new IllegalArgumentException("%d values, expected %d, one a gene".formatted(length, genes));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
