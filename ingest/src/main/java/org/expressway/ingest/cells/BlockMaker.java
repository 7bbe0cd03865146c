package org.expressway.ingest.cells;

import java.time.Instant;
import java.util.Arrays;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.cells.CaptureRequest.Capture;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.Provenance;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;

/** Makes the blocks of a plan one by one; what is made is not kept. */
final class BlockMaker {
    private final ExpressionTable table;
    private final Capture capture;
    private final BlockPlan plan;
    private final String panelId;
    private final Instant receivedAt;
    private final CellEntries entries;

    BlockMaker(
            ExpressionTable table,
            GeneMapping mapping,
            Capture capture,
            BlockPlan plan,
            String panelId,
            Instant receivedAt) {
        this.table = table;
        this.capture = capture;
        this.plan = plan;
        this.panelId = panelId;
        this.receivedAt = receivedAt;
        this.entries = new CellEntries(table, mapping);
    }

    CellBlock block(int number) throws BadInput {
        int from = number == 0 ? 0 : plan.ends().get(number - 1);
        int to = plan.ends().get(number);
        int[] offsets = new int[to - from + 1];
        int[] indices = new int[1 << 10];
        float[] counts = new float[1 << 10];
        for (int cell = from; cell < to; cell++) {
            entries.at(cell);
            int start = offsets[cell - from];
            int end = start + entries.size();
            if (end > counts.length) {
                indices = Arrays.copyOf(indices, Math.max(end, 2 * indices.length));
                counts = Arrays.copyOf(counts, indices.length);
            }
            for (int i = 0; i < entries.size(); i++) {
                indices[start + i] = entries.gene(i);
                counts[start + i] = entries.count(i);
            }
            offsets[cell - from + 1] = end;
        }
        int size = offsets[to - from];
        return common(number)
                .setBarcodes(table.samples().subList(from, to))
                .setOffsets(IntVector.of(offsets))
                .setIndices(IntVector.of(Arrays.copyOf(indices, size)))
                .setCounts(FloatVector.of(Arrays.copyOf(counts, size)))
                .build();
    }

    private CellBlock.Builder common(int number) {
        return CellBlock.newBuilder()
                .setSite(capture.site())
                .setCaptureId(capture.captureId())
                .setBatchId(capture.batchId())
                .setSubjectId(capture.subjectId())
                .setExperimentId(capture.experimentId())
                .setReceivedAt(receivedAt)
                .setUnit(ExpressionUnit.COUNTS)
                .setPanelId(panelId)
                .setBlock(number)
                .setBlocks(plan.ends().size())
                .setCells(table.samples().size())
                .setBarcodesSha256(plan.barcodesSha256())
                .setMissingGenes(IntVector.of(plan.missing()))
                .setProvenance(new Provenance(
                        String.valueOf(table.file().getFileName()),
                        table.origin().sha256(),
                        null));
    }
}
