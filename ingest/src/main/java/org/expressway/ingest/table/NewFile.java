package org.expressway.ingest.table;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all: written beside its place and moved there at the end; {@code -} is standard
 * output. Compressed where its name ends in {@code .gz}, separated by commas where it is a {@code .csv}, else by tabs.
 */
public final class NewFile implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final String STDOUT = "-";

    private final Path path;
    private final @Nullable Path part;
    private final OutputStream out;

    private NewFile(Path path, @Nullable Path part, OutputStream out) {
        this.path = path;
        this.part = part;
        this.out = out;
    }

    /**
     * Begins a file.
     *
     * @throws NoSuchFileException where its folder is not there
     */
    public static NewFile at(Path path) throws IOException {
        if (isStandardOutput(path)) {
            return new NewFile(path, null, new BufferedOutputStream(new Unclosed(System.out), BUFFER));
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(path + ": its folder is not there; create it first");
        }
        // Not createTempFile: its files are for their owner alone, and this one is to be the file that was asked for.
        Path part = folder.resolve("." + path.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
        part.toFile().deleteOnExit();
        return new NewFile(path, part, opened(path, part));
    }

    /** Whether a person means standard output by this path. */
    public static boolean isStandardOutput(Path path) {
        return STDOUT.equals(path.toString());
    }

    public OutputStream stream() {
        return out;
    }

    /** What separates the cells of a table of this name. */
    public Separator separator() {
        String name = path.toString();
        return name.endsWith(".csv") || name.endsWith(".csv.gz") ? Separator.COMMA : Separator.TAB;
    }

    /** A name as a cell of this file: in quotes where it holds a separator, a quote or a line end. */
    public String cell(String name) {
        boolean plain = name.indexOf(separator().character()) < 0
                && name.indexOf('"') < 0
                && name.indexOf('\n') < 0
                && name.indexOf('\r') < 0;
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Ends the file and puts it in its place, over what was there. */
    public void commit() throws IOException {
        out.close();
        if (part != null) {
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Drops what was not committed. */
    @Override
    public void close() throws IOException {
        if (part != null && Files.deleteIfExists(part)) {
            out.close();
        }
    }

    private static OutputStream opened(Path path, Path part) throws IOException {
        OutputStream plain = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return path.toString().endsWith(".gz") ? new QuickGzip(plain) : new BufferedOutputStream(plain, BUFFER);
    }

    /** Three times as fast as the default level, for files a tenth larger: digits compress badly at any level. */
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Standard output outlives the table. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
