package org.expressway.stream.cells;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.CellLimits;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.expressway.stream.admit.Refused;

/** Holds a decoded block to what its schema says, bound by bound: offsets and indices are claims until they are checked. */
final class BlockCheck {
    private final CellBlock block;
    private final int[] offsets;
    private final int[] indices;
    private final float[] counts;
    private final int genes;
    private final boolean[] missing;

    private BlockCheck(CellBlock block, int genes) {
        this.block = block;
        this.offsets = IntVector.toArray(block.getOffsets());
        this.indices = IntVector.toArray(block.getIndices());
        this.counts = FloatVector.toArray(block.getCounts());
        this.genes = genes;
        this.missing = new boolean[genes];
    }

    /** @param genes of the panel */
    static void require(CellBlock block, int genes) throws Refused {
        BlockCheck check = new BlockCheck(block, genes);
        check.place();
        check.barcodes();
        check.missingGenes();
        check.spans();
        for (int cell = 0; cell + 1 < check.offsets.length; cell++) {
            check.cell(cell);
        }
    }

    private void place() throws Refused {
        int blocks = block.getBlocks();
        require(
                blocks >= 1 && blocks <= CellLimits.BLOCKS && block.getBlock() >= 0 && block.getBlock() < blocks,
                "block " + block.getBlock() + " of " + blocks + ", expected 0 to before the number of blocks, at most "
                        + CellLimits.BLOCKS);
        int here = block.getBarcodes().size();
        long most = (long) here + (long) (blocks - 1) * CellLimits.CELLS;
        require(
                block.getCells() >= here + blocks - 1 && block.getCells() <= most,
                block.getCells() + " cells in the capture, expected " + (here + blocks - 1) + " to " + most
                        + ": this block has " + here + ", and each of the " + (blocks - 1) + " others 1 to "
                        + CellLimits.CELLS);
    }

    private void barcodes() throws Refused {
        List<String> barcodes = block.getBarcodes();
        require(
                !barcodes.isEmpty() && barcodes.size() <= CellLimits.CELLS,
                barcodes.size() + " cells, expected 1 to " + CellLimits.CELLS + " in a block");
        Set<String> seen = new HashSet<>();
        for (String barcode : barcodes) {
            try {
                Keys.of(block.getSite(), barcode);
            } catch (IllegalArgumentException e) {
                throw invalid("barcode: " + e.getMessage());
            }
            require(seen.add(barcode), "barcode " + barcode + " twice, expected each cell once");
        }
        String digest = block.getBarcodesSha256();
        require(
                digest.matches("[0-9a-f]{64}"),
                "barcodesSha256: expected 64 lower-case hex digits, seen " + digest.length() + " characters");
        require(
                block.getBlocks() > 1 || digest.equals(Sha256.of(String.join("\n", barcodes) + "\n")),
                "barcodesSha256 is not that of the barcodes, expected SHA-256 of each with a line feed");
    }

    private void missingGenes() throws Refused {
        int last = -1;
        for (int gene : IntVector.toArray(block.getMissingGenes())) {
            requirePanel(gene > last && gene < genes, "missing gene " + gene, last);
            missing[gene] = true;
            last = gene;
        }
        require(block.getMissingGenes().size() < genes, "all " + genes + " genes of the panel are missing");
    }

    private void spans() throws Refused {
        int cells = block.getBarcodes().size();
        require(
                offsets.length == cells + 1
                        && offsets[0] == 0
                        && offsets[cells] == indices.length
                        && indices.length == counts.length,
                offsets.length + " offsets for " + cells + " cells, " + indices.length + " indices and " + counts.length
                        + " counts; expected one offset more than cells, from 0 to the number of both");
        for (int cell = 0; cell < cells; cell++) {
            require(
                    offsets[cell] <= offsets[cell + 1],
                    "offset " + offsets[cell + 1] + " after " + offsets[cell] + " at cell " + cell
                            + ", expected offsets that never go down");
        }
    }

    private void cell(int cell) throws Refused {
        int last = -1;
        for (int i = offsets[cell]; i < offsets[cell + 1]; i++) {
            int gene = indices[i];
            if (gene <= last || gene >= genes) {
                requirePanel(false, "index " + gene + " at place " + i + " of cell " + cell, last);
            }
            if (missing[gene]) {
                throw invalid("gene " + gene + " has a count in cell " + cell + " and is said to be missing");
            }
            if (!(counts[i] > 0) || Float.isInfinite(counts[i])) {
                throw invalid("count " + counts[i] + " at place " + i + " of cell " + cell
                        + ", expected a finite number above 0; leave zeros out");
            }
            last = gene;
        }
    }

    private void requirePanel(boolean good, String seen, int after) throws Refused {
        if (!good) {
            throw new Refused(
                    "decode",
                    RejectionReason.PANEL_MISMATCH,
                    seen + " after " + after + ": expected ascending positions below " + genes
                            + ", as the panel has genes");
        }
    }

    private static void require(boolean good, String message) throws Refused {
        if (!good) {
            throw invalid(message);
        }
    }

    private static Refused invalid(String message) {
        return new Refused("decode", RejectionReason.INVALID_FIELD, message);
    }
}
