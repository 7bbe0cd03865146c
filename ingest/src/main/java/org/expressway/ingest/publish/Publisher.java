package org.expressway.ingest.publish;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Topics;

/**
 * Publishes the samples of a matrix and a sheet:
 *
 * <pre>
 *   matrix file ─ MatrixReader ─┐
 *                               ├─ SheetJoin ─ PanelAlignment ─ SampleCodec ─► expression.sample.raw.v1
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
        Optional<Panel> known = panels.find(request.panel());
        Panel panel = known.orElseGet(() -> new Panel(delivery.matrix().genes()));
        PanelAlignment alignment = PanelAlignment.of(panel, delivery.matrix().genes());
        refuseOtherGenes(request, panel, alignment);
        String panelId = panels.register(request.panel(), panel, clock.instant());
        long bytes = send(delivery, alignment, common(delivery, request, panelId), progress);
        return new PublishSummary(
                delivery.rows().size(),
                batches(delivery.rows()),
                alignment.matched(),
                alignment.missing(),
                alignment.extra(),
                request.panel(),
                panelId,
                known.isEmpty(),
                delivery.unit(),
                (System.nanoTime() - start) / 1e9,
                bytes,
                notes(delivery, request));
    }

    private static void refuseOtherGenes(PublishRequest request, Panel panel, PanelAlignment alignment)
            throws BadInput {
        if (alignment.matched() == 0) {
            throw new BadInput(new Fault(
                    request.matrix(),
                    2,
                    1,
                    "",
                    "no gene of panel " + request.panel(),
                    "gene ids as in the panel, such as " + panel.genes().get(0),
                    "translate the gene ids, or publish under another panel name"));
        }
    }

    private long send(LabDelivery delivery, PanelAlignment alignment, SampleCodec.Common common, Progress progress) {
        float[][] values = delivery.matrix().values();
        progress.started("publishing " + common.fileName(), values.length);
        try (TopicProducer<ExpressionSample> producer = new TopicProducer<>(endpoints, Topics.RAW)) {
            for (int s = 0; s < values.length; s++) {
                SampleRow row = delivery.rows().get(s);
                producer.send(row.key(), SampleCodec.record(row, alignment.apply(values[s]), common));
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
                delivery.matrix().sha256(),
                clock.instant());
    }

    private static SortedMap<String, Integer> batches(List<SampleRow> rows) {
        SortedMap<String, Integer> batches = new TreeMap<>();
        rows.forEach(row -> batches.merge(row.batchKey(), 1, Integer::sum));
        return batches;
    }

    private static List<String> notes(LabDelivery delivery, PublishRequest request) {
        List<String> notes = new ArrayList<>(delivery.sheet().notes());
        notes.add(request.matrix().getFileName() + " is "
                + delivery.matrix().separator().label() + "-separated");
        if (request.unit() == null) {
            notes.add("nobody said the unit: the values look like " + delivery.unit());
        }
        if (delivery.matrix().missing() > 0) {
            notes.add(delivery.matrix().missing() + " values are missing in the file");
        }
        return notes;
    }
}
