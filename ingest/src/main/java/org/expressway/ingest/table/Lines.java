package org.expressway.ingest.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;

/**
 * Walks a file line by line without making a string of each: a line is a range of {@link #bytes()}, valid until the
 * next call. LF and CRLF end a line. Mutable; this is the hot path of reading a matrix.
 */
public final class Lines {
    /** A line is held as bytes, twice while its buffer grows, and may become a text. */
    private static final int PARTS_OF_MEMORY = 16;

    private final LabFile file;
    private final int longest;
    private byte[] bytes = new byte[1 << 16];
    private int start;
    private int end;
    private int next;
    private int filled;
    private int row;
    private boolean exhausted;

    /** @param longest bytes a line may have, or fewer where this process has little memory */
    public Lines(LabFile file, int longest) {
        this.file = file;
        this.longest = (int) Math.min(longest, Runtime.getRuntime().maxMemory() / PARTS_OF_MEMORY);
    }

    /** Steps to the next line; false at the end of the file. */
    public boolean next() throws BadInput {
        start = next;
        int from = start;
        int newline = newlineFrom(from);
        while (newline < 0 && !exhausted) {
            from = filled - start;
            fill();
            newline = newlineFrom(start + from);
        }
        if (newline < 0 && start == filled) {
            next = start;
            end = start;
            return false;
        }
        end = newline < 0 ? filled : newline;
        next = newline < 0 ? filled : newline + 1;
        end -= end > start && bytes[end - 1] == '\r' ? 1 : 0;
        row++;
        return true;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** 1-based number of the current line. */
    public int row() {
        return row;
    }

    public String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private int newlineFrom(int from) {
        for (int i = from; i < filled; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Moves the unfinished line to the front and reads behind it. */
    private void fill() throws BadInput {
        int kept = filled - start;
        if (kept > longest) {
            throw new BadInput(Fault.ofRow(
                    file.path(),
                    row + 1,
                    "a line longer than " + longest + " bytes",
                    "one line per gene or sample",
                    "check that the file has line ends and is the table you mean"));
        }
        byte[] target = kept > bytes.length / 2 ? Arrays.copyOf(bytes, bytes.length * 2) : bytes;
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        start = 0;
        filled = kept + read(kept);
    }

    private int read(int offset) throws BadInput {
        try {
            int n = file.text().read(bytes, offset, bytes.length - offset);
            exhausted = n < 0;
            return Math.max(n, 0);
        } catch (IOException e) {
            throw file.unreadable(e, row + 1);
        }
    }
}
