package org.expressway.ingest.hdf5;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;

/** Reads the HDF5 files that it knows, found out by their groups. */
public final class HdfTables {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private HdfTables() {}

    /** Whether a file begins as HDF5 does. */
    public static boolean isHdf5(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE);
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws BadInput where the file is damaged, or of no kind that is known */
    public static ExpressionTable read(Path file, ReadOptions options, Progress progress) throws BadInput {
        progress.started("reading " + file.getFileName(), 1);
        try (HdfTree tree = HdfTree.open(file)) {
            ExpressionTable table = read(tree, options);
            progress.finished();
            return table;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // jhdf says what is wrong with a file in exceptions of many kinds, and a damaged length may ask for more
            // than there is; none of them is a fault of this process.
            throw new BadInput(Fault.ofFile(
                    file,
                    "an HDF5 file that is damaged, or that this reader does not know (" + e + ")",
                    "an undamaged 10x or AnnData file",
                    "copy it again and check with h5dump -H; or write it again with a current anndata"));
        }
    }

    private static ExpressionTable read(HdfTree tree, ReadOptions options) throws BadInput {
        if (tree.isGroup("matrix") && tree.has("matrix/barcodes")) {
            return new TenxH5(tree, "matrix").read(options);
        }
        for (String group : tree.groups()) {
            if (tree.has(group + "/barcodes") && tree.has(group + "/genes")) {
                return new TenxH5(tree, group).read(options);
            }
        }
        if (tree.has("obs") && tree.has("var")) {
            return new H5ad(tree).read(options);
        }
        throw new BadInput(Fault.ofFile(
                tree.path(),
                "an HDF5 file with " + tree.listed(""),
                "the group matrix of a 10x file, or X, obs and var of AnnData",
                tree.has("matrix") || tree.has("X")
                        ? "groups are missing: the file was cut or written in part; write it again"
                        : "export the counts as .h5ad or as a table"));
    }
}
