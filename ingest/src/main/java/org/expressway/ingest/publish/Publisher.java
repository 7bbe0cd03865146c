package org.expressway.ingest.publish;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.gene.GeneAnnotation;
import org.expressway.ingest.gene.GeneIdType;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.ingest.gene.GeneProfiles;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the samples of a file and a sheet:
 *
 * <pre>
 *   any format ── LabReader ────┐
 *                               ├─ SheetJoin ─ GeneMapping ─ SampleCodec ─► expression.sample.raw.v1
 *   sheet file ── SheetReader ──┘
 * </pre>
 *
 * <p>Nothing is sent before all of it has been read and found good. Publishing the same files again is safe: the same
 * key with the same content counts once.
 */
public final class Publisher {
    private final Endpoints endpoints;
    private final PanelRegistry panels;
    private final Clock clock;

    public Publisher(Endpoints endpoints, Clock clock) {
        this.endpoints = endpoints;
        this.panels = new PanelRegistry(endpoints);
        this.clock = clock;
    }

    /**
     * Reads, checks and publishes.
     *
     * @param progress told of bytes while reading, then of samples while sending
     * @throws BadInput with all faults of both files; nothing has been sent then
     * @throws IOException where the artifact store cannot be read or written
     * @throws org.apache.kafka.common.KafkaException where Kafka does not answer or a record could not be sent
     */
    public PublishSummary publish(PublishRequest request, Progress progress) throws BadInput, IOException {
        long start = System.nanoTime();
        LabDelivery delivery = LabDelivery.read(request, progress);
        GeneAnnotation annotation = request.annotation() == null ? null : GeneAnnotation.read(request.annotation());
        Optional<Panel> known = panels.find(request.panel());
        GeneMapping mapping = mapping(request, delivery.table(), known, annotation);
        Panel panel = known.orElseGet(() -> new Panel(mapping.ownGenes()));
        String panelId = panels.register(request.panel(), panel, clock.instant());
        GeneProfiles profiles = GeneProfiles.of(delivery.table(), mapping, delivery.unit());
        long bytes = send(delivery, profiles, common(delivery, request, panelId), progress);
        return new PublishSummary(
                delivery.rows().size(),
                batches(delivery.rows()),
                mapping.met(),
                panel.size() - mapping.met(),
                mapping.target().length - mapping.mapped(),
                request.panel(),
                panelId,
                known.isEmpty(),
                delivery.unit(),
                (System.nanoTime() - start) / 1e9,
                bytes,
                notes(delivery, mapping));
    }

    /** Which gene each row means; a new panel is made of the file's own, which an annotation has to know. */
    private static GeneMapping mapping(
            PublishRequest request, ExpressionTable table, Optional<Panel> known, @Nullable GeneAnnotation annotation)
            throws BadInput {
        if (known.isPresent()) {
            GeneMapping mapping = GeneMapping.toPanel(table.genes(), known.get().genes(), annotation);
            request.genes().require(table, mapping, "panel " + request.panel());
            return mapping;
        }
        GeneMapping own = GeneMapping.toItself(table.genes(), annotation);
        // Probes pass through: no annotation of genes knows them.
        if (annotation != null && own.vote().type() != GeneIdType.PROBE) {
            GeneMapping recognised = GeneMapping.toAnnotation(table.genes(), annotation);
            request.genes().require(table, recognised, "the annotation");
        }
        request.genes().require(table, own, "the file itself");
        return own;
    }

    private long send(LabDelivery delivery, GeneProfiles profiles, SampleCodec.Common common, Progress progress) {
        int samples = delivery.rows().size();
        progress.started("publishing " + common.fileName(), samples);
        try (TopicProducer<ExpressionSample> producer = new TopicProducer<>(endpoints, Topics.RAW)) {
            for (int s = 0; s < samples; s++) {
                SampleRow row = delivery.rows().get(s);
                producer.send(row.key(), SampleCodec.record(row, profiles.profile(s), common));
                progress.advanced(producer.acknowledged());
            }
            producer.flush();
            progress.advanced(producer.acknowledged());
            progress.finished();
            return producer.bytes();
        }
    }

    private SampleCodec.Common common(LabDelivery delivery, PublishRequest request, String panelId) {
        return new SampleCodec.Common(
                panelId,
                delivery.unit(),
                request.assay(),
                String.valueOf(request.matrix().getFileName()),
                delivery.table().origin().sha256(),
                clock.instant());
    }

    private static SortedMap<String, Integer> batches(List<SampleRow> rows) {
        SortedMap<String, Integer> batches = new TreeMap<>();
        rows.forEach(row -> batches.merge(row.batchKey(), 1, Integer::sum));
        return batches;
    }

    private static List<String> notes(LabDelivery delivery, GeneMapping mapping) {
        ExpressionTable table = delivery.table();
        List<String> notes = new ArrayList<>(delivery.sheet().notes());
        notes.add(table.file().getFileName() + " is read as a "
                + table.origin().format().description());
        notes.addAll(table.notes());
        if (delivery.unitTold()) {
            notes.add("nobody said the unit: the values look like " + delivery.unit());
        }
        if (mapping.repeated() > 0) {
            notes.add(mapping.repeated() + " rows mean a gene that another row means: "
                    + GeneProfiles.rule(delivery.unit()));
        }
        long missing = table.missing();
        if (missing > 0) {
            notes.add(missing + " values are missing in the file");
        }
        return notes;
    }
}
