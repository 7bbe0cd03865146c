package org.expressway.ingest.table;

import java.nio.charset.StandardCharsets;

/**
 * Walks the cells of one line. A cell may stand in double quotes, as R's write.table leaves names; a doubled quote
 * inside is one quote. A quoted cell cannot hold a line end. Mutable and reused for every line.
 */
public final class Cells {
    private final byte separator;
    private byte[] bytes = {};
    private int lineEnd;
    private int next;
    private int start;
    private int end;
    private boolean quoted;
    private boolean unclosed;

    public Cells(Separator separator) {
        this.separator = (byte) separator.character();
    }

    /** Stands before the first cell of the current line; an empty line has one empty cell. */
    public void over(Lines line) {
        bytes = line.bytes();
        lineEnd = line.end();
        next = line.start();
        unclosed = false;
    }

    /** Stands before the first cell of a line that is a string already. */
    public void over(String line) {
        bytes = line.getBytes(StandardCharsets.UTF_8);
        lineEnd = bytes.length;
        next = 0;
        unclosed = false;
    }

    /** Steps to the next cell; false after the last. */
    public boolean next() {
        if (next > lineEnd) {
            return false;
        }
        start = next;
        quoted = start < lineEnd && bytes[start] == '"' && closeQuote();
        if (!quoted) {
            end = separatorFrom(start);
        }
        next = separatorFrom(quoted ? end + 1 : end) + 1;
        return true;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** First byte of the cell's content, quotes left out. */
    public int start() {
        return start;
    }

    /** Behind the last byte of the cell's content, quotes left out. */
    public int end() {
        return end;
    }

    /** Whether a quote was opened in this line and never closed. */
    public boolean unclosed() {
        return unclosed;
    }

    /** The cell's text, doubled quotes undone, white space around it removed. */
    public String text() {
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        return (quoted ? text.replace("\"\"", "\"") : text).strip();
    }

    /** Finds the end of a quoted cell and narrows start and end to what stands inside. */
    private boolean closeQuote() {
        for (int i = start + 1; i < lineEnd; i++) {
            if (bytes[i] != '"') {
                continue;
            }
            if (i + 1 < lineEnd && bytes[i + 1] == '"') {
                i++;
            } else {
                return closedAt(i);
            }
        }
        unclosed = true;
        return false;
    }

    /** A quote followed by more text is no closing quote: the cell is then taken as it stands, quotes and all. */
    private boolean closedAt(int quote) {
        if (quote + 1 < lineEnd && bytes[quote + 1] != separator) {
            return false;
        }
        start++;
        end = quote;
        return true;
    }

    private int separatorFrom(int from) {
        int i = from;
        while (i < lineEnd && bytes[i] != separator) {
            i++;
        }
        return i;
    }
}
