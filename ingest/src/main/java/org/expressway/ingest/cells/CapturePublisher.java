package org.expressway.ingest.cells;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.expression.UnitObjection;
import org.expressway.ingest.format.LabReader;
import org.expressway.ingest.gene.GeneAnnotation;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.PanelRegistry;
import org.expressway.ingest.publish.TopicProducer;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;

/**
 * Publishes the cells of a capture:
 *
 * <pre>
 *   any format ── LabReader ─ GeneMapping ─ BlockPlan (all is checked) ─ BlockMaker ─► expression.cells.raw.v1
 * </pre>
 *
 * <p>The file's counts are held once, sparse, 8 bytes a count above zero; blocks are made as they are sent. Publishing
 * the same file again is safe: the same block with the same content counts once.
 */
public final class CapturePublisher {
    private final Endpoints endpoints;
    private final PanelRegistry panels;
    private final Clock clock;

    public CapturePublisher(Endpoints endpoints, Clock clock) {
        this.endpoints = endpoints;
        this.panels = new PanelRegistry(endpoints);
        this.clock = clock;
    }

    /**
     * Reads, checks and publishes.
     *
     * @param progress told of bytes while reading, then of blocks while sending
     * @throws BadInput with what is wrong with the file; nothing has been sent then
     */
    public CaptureSummary publish(CaptureRequest request, Progress progress) throws BadInput, IOException {
        long start = System.nanoTime();
        ExpressionTable table = LabReader.read(request.matrix(), request.options(), progress);
        requireCounts(table);
        Optional<Panel> known = panels.find(request.panel());
        GeneMapping mapping = mapping(request, table, known);
        BlockPlan plan = BlockPlan.of(table, mapping);
        Panel panel = known.orElseGet(() -> new Panel(mapping.ownGenes()));
        String panelId = panels.register(request.panel(), panel, clock.instant());
        BlockMaker maker = new BlockMaker(table, mapping, request.capture(), plan, panelId, clock.instant());
        long bytes = send(maker, plan, request.capture(), progress);
        return new CaptureSummary(
                request.capture().site(),
                request.capture().captureId(),
                table.samples().size(),
                plan.ends().size(),
                plan.entries(),
                mapping.met(),
                panel.size() - mapping.met(),
                mapping.target().length - mapping.mapped(),
                request.panel(),
                panelId,
                known.isEmpty(),
                (System.nanoTime() - start) / 1e9,
                bytes,
                notes(table, mapping));
    }

    private long send(BlockMaker maker, BlockPlan plan, CaptureRequest.Capture capture, Progress progress)
            throws BadInput {
        int blocks = plan.ends().size();
        String key = Keys.of(capture.site(), capture.captureId());
        progress.started("publishing blocks of " + key, blocks);
        try (TopicProducer<CellBlock> producer = new TopicProducer<>(endpoints, Topics.CELLS_RAW)) {
            for (int block = 0; block < blocks; block++) {
                producer.send(key, maker.block(block));
                progress.advanced(producer.acknowledged());
            }
            producer.flush();
            progress.advanced(producer.acknowledged());
            progress.finished();
            return producer.bytes();
        }
    }

    private static GeneMapping mapping(CaptureRequest request, ExpressionTable table, Optional<Panel> known)
            throws BadInput {
        GeneAnnotation annotation = request.annotation() == null ? null : GeneAnnotation.read(request.annotation());
        if (known.isPresent()) {
            GeneMapping mapping = GeneMapping.toPanel(table.genes(), known.get().genes(), annotation);
            request.genes().require(table, mapping, "panel " + request.panel());
            return mapping;
        }
        GeneMapping own = GeneMapping.toItself(table.genes(), annotation);
        request.genes().require(table, own, "the file itself");
        return own;
    }

    /** A capture of small counts says nothing by its largest value, so whole numbers are taken for counts. */
    private static void requireCounts(ExpressionTable table) throws BadInput {
        UnitEvidence evidence = UnitEvidence.of(table);
        ExpressionUnit unit = table.unit() == null && evidence.whole() ? ExpressionUnit.COUNTS : table.unit();
        if (unit != ExpressionUnit.COUNTS) {
            throw new BadInput(Fault.ofFile(
                    table.file(),
                    unit == null || unit == ExpressionUnit.UNKNOWN ? "values with fractions" : "values in " + unit,
                    "counts of molecules: cells are normalised in flight",
                    "send the raw counts (of an .h5ad: --layer counts, or --layer raw)"));
        }
        Optional<UnitObjection> objection = evidence.against(unit);
        if (objection.isPresent()) {
            throw new BadInput(objection.get().fault(table));
        }
    }

    private static List<String> notes(ExpressionTable table, GeneMapping mapping) {
        List<String> notes = new ArrayList<>();
        notes.add(table.file().getFileName() + " is read as a "
                + table.origin().format().description());
        notes.addAll(table.notes());
        if (mapping.repeated() > 0) {
            notes.add(mapping.repeated() + " rows mean a gene that another row means: their counts are added up");
        }
        return notes;
    }
}
