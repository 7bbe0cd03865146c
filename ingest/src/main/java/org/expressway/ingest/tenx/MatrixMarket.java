package org.expressway.ingest.tenx;

import java.nio.file.Path;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.SparseValues;
import org.expressway.ingest.matrix.MatrixLimits;
import org.expressway.ingest.table.LabFile;
import org.expressway.ingest.table.Lines;

/**
 * Reads a MatrixMarket coordinate file (Boisvert, Pozo, Remington 1996): comments, a line of rows, columns and entries,
 * then an entry a line with indices from 1. Rows are genes and columns samples.
 *
 * @param values by sample
 * @param sha256 of the file as stored
 */
record MatrixMarket(SparseValues values, String sha256) {
    static final String BANNER = "%%MatrixMarket";
    private static final int LONGEST = 1 << 20;
    private static final long PROGRESS_BYTES = 1 << 18;
    private static final int BYTES_AN_ENTRY = 40;

    static MatrixMarket read(Path path, Progress progress) throws BadInput {
        try (LabFile file = LabFile.open(path)) {
            progress.startedBytes("reading " + path.getFileName(), file.size());
            Lines lines = new Lines(file, LONGEST);
            lines.next();
            refuseOtherKinds(path, lines.text());
            SparseValues values = entries(file, lines, size(path, lines), progress);
            progress.finished();
            return new MatrixMarket(values, file.sha256());
        }
    }

    private static void refuseOtherKinds(Path path, String banner) throws BadInput {
        String[] words = banner.strip().split("\\s+", -1);
        boolean good = words.length == 5
                && words[0].equals(BANNER)
                && words[1].equalsIgnoreCase("matrix")
                && words[2].equalsIgnoreCase("coordinate")
                && (words[3].equalsIgnoreCase("integer") || words[3].equalsIgnoreCase("real"))
                && words[4].equalsIgnoreCase("general");
        if (!good) {
            throw new BadInput(Fault.ofRow(
                    path,
                    1,
                    Fault.quoted(banner),
                    BANNER + " matrix coordinate integer (or real) general",
                    "export the matrix as a general sparse one, genes in rows"));
        }
    }

    /** Rows, columns and entries. */
    private static long[] size(Path path, Lines lines) throws BadInput {
        boolean there = lines.next();
        while (there && lines.text().startsWith("%")) {
            there = lines.next();
        }
        long[] size = there ? numbers(lines) : new long[0];
        if (size.length != 3) {
            throw new BadInput(Fault.ofRow(
                    path,
                    lines.row(),
                    there ? Fault.quoted(lines.text()) : "the end of the file",
                    "numbers of rows, columns and entries",
                    "the file was cut or edited: copy it again"));
        }
        return refuseTooMany(path, lines.row(), size);
    }

    private static long[] refuseTooMany(Path path, int row, long[] size) throws BadInput {
        MatrixLimits limits = MatrixLimits.standard();
        long entries = Math.min(Runtime.getRuntime().maxMemory() / BYTES_AN_ENTRY, Integer.MAX_VALUE - 8L);
        if (size[0] > limits.genes() || size[1] > 10L * limits.samples() || size[2] > entries) {
            throw new BadInput(Fault.ofRow(
                    path,
                    row,
                    "%d genes x %d cells with %d entries".formatted(size[0], size[1], size[2]),
                    "at most %d genes, %d cells, and %d entries in this process's memory"
                            .formatted(limits.genes(), 10L * limits.samples(), entries),
                    "check that genes are rows; send the cells in parts, or give the process more memory (-Xmx)"));
        }
        return size;
    }

    private static SparseValues entries(LabFile file, Lines lines, long[] size, Progress progress) throws BadInput {
        EntryList entries = new EntryList();
        long told = 0;
        while (lines.next()) {
            if (file.position() - told >= PROGRESS_BYTES) {
                told = file.position();
                progress.advanced(told);
            }
            if (lines.start() < lines.end()) {
                entry(file.path(), lines, size, entries);
            }
        }
        if (entries.size() != size[2]) {
            throw new BadInput(Fault.ofRow(
                    file.path(),
                    lines.row(),
                    entries.size() + " entries",
                    size[2] + " entries, as the size line says",
                    "the file was cut or joined: copy it again"));
        }
        return entries.bySample((int) size[0], (int) size[1]);
    }

    private static void entry(Path path, Lines lines, long[] size, EntryList entries) throws BadInput {
        EntryLine entry = EntryLine.parse(lines);
        if (entry == null
                || entry.row() < 1
                || entry.row() > size[0]
                || entry.column() < 1
                || entry.column() > size[1]) {
            throw new BadInput(Fault.ofRow(
                    path,
                    lines.row(),
                    Fault.quoted(lines.text()),
                    "a row of 1 to %d, a column of 1 to %d and a number".formatted(size[0], size[1]),
                    "the file was cut or edited: copy it again"));
        }
        if (entries.size() >= size[2]) {
            throw new BadInput(Fault.ofRow(
                    path,
                    lines.row(),
                    "more than " + size[2] + " entries",
                    "as many as the size line says",
                    "the file was joined or edited: copy it again"));
        }
        entries.add((int) entry.row() - 1, (int) entry.column() - 1, entry.value());
    }

    private static long[] numbers(Lines lines) {
        String[] words = lines.text().strip().split("\\s+", -1);
        long[] numbers = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            if (!words[i].matches("\\d{1,18}")) {
                return new long[0];
            }
            numbers[i] = Long.parseLong(words[i]);
        }
        return numbers;
    }
}
