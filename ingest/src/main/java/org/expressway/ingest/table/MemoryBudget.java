package org.expressway.ingest.table;

import java.nio.file.Path;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;

/**
 * What one reading may keep of a file's names and cells, so that a wrong file, or gzip that unpacks to any length, is an
 * error message and not a process without memory. Mutable; one per reading.
 *
 * <p>A text is reckoned with {@value #BYTES_A_TEXT} bytes besides its characters: the string and its array are 48, and
 * its place in a map is as much again. The rest of the memory is for lines, numbers and what is made of the names.
 */
public final class MemoryBudget {
    private static final int PARTS_OF_MEMORY = 3;
    private static final long MOST = 8L << 30;
    private static final int BYTES_A_TEXT = 128;

    private final Path file;
    private final long most = Math.min(MOST, Runtime.getRuntime().maxMemory() / PARTS_OF_MEMORY);
    private long kept;

    public MemoryBudget(Path file) {
        this.file = file;
    }

    /**
     * Reckons with texts that are kept from now on.
     *
     * @param row the line they stand in, from 1
     * @param characters of all of them
     * @throws BadInput when memory has no room for them
     */
    public void keep(int row, int texts, long characters) throws BadInput {
        kept += (long) texts * BYTES_A_TEXT + characters;
        if (kept > most) {
            throw new BadInput(Fault.ofRow(
                    file,
                    row,
                    "more names and cells than fit, up to this row",
                    "at most " + megabytes(most) + " MB of them in this process's memory of "
                            + megabytes(Runtime.getRuntime().maxMemory()) + " MB",
                    "check that this is the file you mean, and how large it is unpacked (gzip -l); where it is, give the"
                            + " process more memory (JAVA_TOOL_OPTIONS=-Xmx4g)"));
        }
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }
}
