package org.expressway.ingest.cells;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.topic.CellLimits;

/**
 * Where a capture's cells are cut into blocks: a block is full at 1,000 cells, or before the cell that would make it
 * larger than a block may be. Planned in a pass of its own, which checks every value, so that each block can say how many
 * there are and nothing is sent before all of it is found good.
 *
 * @param ends of each block the cell after its last
 * @param missing genes of the panel that the file lacks, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BlockPlan(List<Integer> ends, int[] missing, String barcodesSha256, long entries) {
    /** Left for what is not counted: context, provenance, lengths of arrays. */
    private static final int REST = 16 << 10;

    static BlockPlan of(ExpressionTable table, GeneMapping mapping) throws BadInput {
        int[] missing = missing(mapping);
        int room = CellLimits.BYTES - REST - bytes(missing);
        CellEntries entries = new CellEntries(table, mapping);
        MessageDigest barcodes = Sha256.newDigest();
        IntStream.Builder ends = IntStream.builder();
        long all = 0;
        int used = 0;
        int cells = 0;
        for (int cell = 0; cell < table.samples().size(); cell++) {
            entries.at(cell);
            String barcode = table.samples().get(cell);
            barcodes.update((barcode + "\n").getBytes(StandardCharsets.UTF_8));
            int bytes = bytes(barcode, entries);
            if (bytes > room) {
                throw tooLarge(table, cell, entries.size());
            }
            if (cells == CellLimits.CELLS || used + bytes > room) {
                ends.add(cell);
                used = 0;
                cells = 0;
            }
            used += bytes;
            cells++;
            all += entries.size();
        }
        ends.add(table.samples().size());
        List<Integer> cuts = ends.build().boxed().toList();
        return refuseTooMany(table, new BlockPlan(cuts, missing, HexFormat.of().formatHex(barcodes.digest()), all));
    }

    private static BlockPlan refuseTooMany(ExpressionTable table, BlockPlan plan) throws BadInput {
        if (plan.ends().size() > CellLimits.BLOCKS) {
            throw new BadInput(Fault.ofFile(
                    table.file(),
                    "cells for " + plan.ends().size() + " blocks",
                    "a capture of at most " + CellLimits.BLOCKS + " blocks",
                    "publish the captures of the file one by one"));
        }
        return plan;
    }

    private static BadInput tooLarge(ExpressionTable table, int cell, int entries) {
        return new BadInput(new Fault(
                table.file(),
                0,
                table.places().column(cell),
                table.samples().get(cell),
                "a cell of " + entries + " counts above zero",
                "at most " + CellLimits.BYTES + " bytes a cell",
                "this is no single cell: publish it as a sample"));
    }

    private static int[] missing(GeneMapping mapping) {
        boolean[] met = new boolean[mapping.size()];
        for (int gene : mapping.target()) {
            if (gene >= 0) {
                met[gene] = true;
            }
        }
        return IntStream.range(0, met.length).filter(gene -> !met[gene]).toArray();
    }

    /** On the wire: a barcode with its length, an offset, and an index and a float an entry. */
    private static int bytes(String barcode, CellEntries entries) {
        int bytes = barcode.getBytes(StandardCharsets.UTF_8).length + 2 + 5 + entries.size() * Float.BYTES;
        for (int i = 0; i < entries.size(); i++) {
            bytes += bytes(entries.gene(i));
        }
        return bytes;
    }

    private static int bytes(int[] positions) {
        int bytes = 0;
        for (int position : positions) {
            bytes += bytes(position);
        }
        return bytes;
    }

    /** Of a number from 0 in Avro's variable-length code: seven bits a byte, one of them for the sign. */
    private static int bytes(int position) {
        return (32 - Integer.numberOfLeadingZeros(position << 1 | 1) + 6) / 7;
    }
}
