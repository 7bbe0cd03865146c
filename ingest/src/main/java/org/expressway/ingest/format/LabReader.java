package org.expressway.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.hdf5.HdfTables;
import org.expressway.ingest.tenx.TenxFolder;
import org.expressway.ingest.text.Head;
import org.expressway.ingest.text.TextTables;
import org.jspecify.annotations.Nullable;

/**
 * Reads whatever a laboratory's tool wrote:
 *
 * <pre>
 *   folder ─────────────── the estimates of salmon or kallisto in it, else a 10x triplet
 *   HDF5 ───────────────── 10x .h5, AnnData
 *   text, plain or gzip ── MatrixMarket: the triplet around it
 *                          else the format whose first lines these are, a plain table where none is
 * </pre>
 */
public final class LabReader {
    private static final List<String> QUANTIFIED =
            List.of("quant.sf", "quant.sf.gz", "abundance.tsv", "abundance.tsv.gz");

    private LabReader() {}

    /**
     * Reads a file or folder to its end.
     *
     * @throws BadInput with every fault that was found; nothing is returned then
     */
    public static ExpressionTable read(Path file, ReadOptions options, Progress progress) throws BadInput {
        ExpressionTable table = readAny(file, options, progress);
        if (table.genes().size() == 0 || table.samples().isEmpty()) {
            throw new BadInput(Fault.ofFile(
                    file,
                    table.genes().size() + " genes x " + table.samples().size() + " samples",
                    "at least one gene and one sample",
                    "the tool may have stopped early: look at its log, or export again"));
        }
        return table;
    }

    private static ExpressionTable readAny(Path file, ReadOptions options, Progress progress) throws BadInput {
        if (Files.isDirectory(file)) {
            Path quantified = inFolder(file);
            return quantified == null
                    ? TenxFolder.read(file, options, progress)
                    : TextTables.read(quantified, options, progress);
        }
        if (HdfTables.isHdf5(file)) {
            return HdfTables.read(file, options, progress);
        }
        refuseSealed(file);
        return TenxFolder.isMatrix(Head.of(file).line(0))
                ? TenxFolder.beside(file, options, progress)
                : TextTables.read(file, options, progress);
    }

    /** Whether a folder is one delivery and not a folder of several. */
    static boolean isOneDelivery(Path folder) {
        return inFolder(folder) != null || TenxFolder.is(folder);
    }

    /** salmon and kallisto write a folder a sample, in which their table has always the same name. */
    private static @Nullable Path inFolder(Path folder) {
        return QUANTIFIED.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    /** Files that are tables in a wrapping which is not undone here, each with the way to undo it. */
    private static void refuseSealed(Path file) throws BadInput {
        String start = start(file, false);
        if (start.startsWith("PAR1")) {
            throw sealed(file, "a Parquet file", "write it as TSV (pandas: to_csv with sep='\\t') or as .h5ad");
        }
        if (start.startsWith("\u001f\u008b") && start(file, true).startsWith("\u0089HDF")) {
            throw sealed(file, "an HDF5 file inside gzip", "unpack it first (gunzip): HDF5 is read in place");
        }
        if (start.startsWith("RDX")
                || start.startsWith("X\n")
                || start(file, true).startsWith("X\n\0\0\0")) {
            throw sealed(
                    file, "an R data file (.rds or .RData)", "write the matrix in R with write.table, col.names=NA");
        }
    }

    private static BadInput sealed(Path file, String seen, String remedy) {
        return new BadInput(Fault.ofFile(file, seen, "a table of text, plain or gzip, 10x .h5 or .h5ad", remedy));
    }

    /** The first bytes, as stored or unpacked; empty where there are none. Whoever reads the file says why. */
    private static String start(Path file, boolean unpacked) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return "";
        }
        try (InputStream stored = Files.newInputStream(file);
                InputStream in = unpacked ? new GZIPInputStream(stored) : stored) {
            return new String(in.readNBytes(8), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
