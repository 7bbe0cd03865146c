package org.expressway.ingest.table;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A laboratory's file opened for one reading: gzip undone where the content (not the name) is gzip, byte order mark
 * skipped, refused where it is no UTF-8 text. Its SHA-256 is taken over the bytes as stored, in the same pass.
 */
public final class LabFile implements Closeable {
    private static final int SNIFFED = 4096;
    private static final int BUFFER = 1 << 16;
    private static final String SAVE_AS_TEXT = "save or export the table as UTF-8 text, tab- or comma-separated";

    private final Path path;
    private final long size;
    private final DigestingStream stored;
    private final InputStream text;

    private LabFile(Path path, long size, DigestingStream stored, InputStream text) {
        this.path = path;
        this.size = size;
        this.stored = stored;
        this.text = text;
    }

    /** Opens a file and looks at its beginning. */
    public static LabFile open(Path path) throws BadInput {
        refuseWhatIsNoFile(path);
        DigestingStream stored = null;
        try {
            stored = new DigestingStream(Files.newInputStream(path));
            return new LabFile(path, Files.size(path), stored, textOf(path, stored));
        } catch (IOException e) {
            closeQuietly(stored);
            throw unreadable(path, e, 0);
        } catch (BadInput e) {
            closeQuietly(stored);
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    /** Bytes as stored. */
    public long size() {
        return size;
    }

    /** Stored bytes consumed so far. */
    public long position() {
        return stored.position();
    }

    /** The content: decompressed, without byte order mark. */
    InputStream text() {
        return text;
    }

    /** Hex SHA-256 of the whole stored file; reads what is left of it, so ask last and once. */
    public String sha256() throws BadInput {
        try {
            stored.transferTo(OutputStream.nullOutputStream());
            return stored.hex();
        } catch (IOException e) {
            throw unreadable(path, e, 0);
        }
    }

    /** What an I/O error in the middle of this file means to the person who sent it. */
    BadInput unreadable(IOException e, int row) {
        return unreadable(path, e, row);
    }

    @Override
    public void close() {
        closeQuietly(stored);
    }

    private static void refuseWhatIsNoFile(Path path) throws BadInput {
        if (!Files.exists(path)) {
            throw new BadInput(Fault.ofFile(
                    path,
                    "no such file",
                    "a table of text, plain or gzip",
                    "check the path; relative ones start at " + Path.of("").toAbsolutePath()));
        }
        if (Files.isDirectory(path)) {
            throw new BadInput(Fault.ofFile(path, "a directory", "a file", "name the table inside of it"));
        }
        if (!Files.isReadable(path)) {
            throw new BadInput(Fault.ofFile(
                    path, "a file this user may not read", "a readable file", "ask its owner for permission"));
        }
    }

    private static InputStream textOf(Path path, InputStream stored) throws IOException, BadInput {
        BufferedInputStream plain = new BufferedInputStream(stored, BUFFER);
        FileKind outer = sniff(plain);
        if (outer != FileKind.GZIP) {
            return checkedText(path, plain, outer);
        }
        BufferedInputStream unzipped = new BufferedInputStream(new GZIPInputStream(plain, BUFFER), BUFFER);
        return checkedText(path, unzipped, sniff(unzipped));
    }

    private static InputStream checkedText(Path path, BufferedInputStream in, FileKind kind)
            throws IOException, BadInput {
        if (kind == FileKind.EMPTY) {
            throw new BadInput(Fault.ofFile(path, "an empty file", "a header row and data rows", "send it again"));
        }
        if (kind != FileKind.TEXT) {
            throw new BadInput(Fault.ofFile(path, kind.description, "UTF-8 text, plain or gzip", SAVE_AS_TEXT));
        }
        skipByteOrderMark(in);
        return in;
    }

    private static FileKind sniff(BufferedInputStream in) throws IOException {
        in.mark(SNIFFED);
        byte[] head = new byte[SNIFFED];
        int length = in.readNBytes(head, 0, SNIFFED);
        in.reset();
        return FileKind.of(head, length);
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(3);
        boolean marked = in.read() == 0xef && in.read() == 0xbb && in.read() == 0xbf;
        if (!marked) {
            in.reset();
        }
    }

    private static BadInput unreadable(Path path, IOException e, int row) {
        if (e instanceof EOFException) {
            return new BadInput(Fault.ofRow(
                    path,
                    row,
                    "a gzip file that ends before its end" + (row > 0 ? " (in or after this row)" : ""),
                    "a complete gzip file",
                    "the transfer was cut short or the disk was full: copy it again and check with gzip -t"));
        }
        if (e instanceof ZipException) {
            return new BadInput(Fault.ofRow(
                    path,
                    row,
                    "gzip data that is damaged (" + e.getMessage() + ")",
                    "an undamaged gzip file",
                    "copy it again and check with gzip -t"));
        }
        return new BadInput(Fault.ofRow(
                path, row, "an error while reading (" + e + ")", "a readable file", "check the disk or the mount"));
    }

    private static void closeQuietly(@Nullable Closeable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // A file that was only read has nothing left to lose.
        }
    }
}
