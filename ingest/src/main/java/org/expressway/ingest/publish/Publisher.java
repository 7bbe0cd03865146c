package org.expressway.ingest.publish;

import java.io.IOException;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.Stop;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.gene.GeneAnnotation;
import org.expressway.ingest.gene.GeneProfiles;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Topics;

/**
 * Publishes the samples of files and a sheet:
 *
 * <pre>
 *   any format ── LabReader ────┐
 *                               ├─ SheetJoin ─ PanelMatch ─ SampleCodec ─► expression.sample.raw.v1
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

    /** As {@link #publish(PublishRequest, Progress, Stop)}, to the end. */
    public PublishSummary publish(PublishRequest request, Progress progress) throws BadInput, IOException {
        return publish(request, progress, Stop.NEVER);
    }

    /**
     * Reads, checks and publishes.
     *
     * @param progress told of bytes or files while reading, then of samples while sending
     * @param stop asked before each file and each sample; what has been handed over by then is still acknowledged
     * @throws BadInput with all faults of all files; nothing has been sent then, unless a file was changed meanwhile
     * @throws org.expressway.ingest.pseudonym.PseudonymKeyMissing where the sheet names subjects and nobody said how
     * @throws java.util.concurrent.CancellationException where it was stopped before anything was sent
     * @throws IOException where the artifact store cannot be read or written
     * @throws org.apache.kafka.common.KafkaException where Kafka does not answer or a record could not be sent
     */
    public PublishSummary publish(PublishRequest request, Progress progress, Stop stop) throws BadInput, IOException {
        long start = System.nanoTime();
        GeneAnnotation annotation = request.annotation() == null ? null : GeneAnnotation.read(request.annotation());
        PanelMatch match = new PanelMatch(request, panels, annotation);
        LabDelivery delivery = LabDelivery.read(request, match::of, progress, stop);
        String panelId = panels.register(request.panel(), match.panel(), clock.instant());
        Sent sent = send(delivery, request, panelId, progress, stop);
        return summary(delivery, match, panelId, sent, start);
    }

    /** What became of the samples. */
    private record Sent(long samples, long bytes, double seconds) {}

    private Sent send(LabDelivery delivery, PublishRequest request, String panelId, Progress progress, Stop stop)
            throws BadInput, IOException {
        long start = System.nanoTime();
        stop.holding();
        progress.started("publishing samples", delivery.rows().size());
        try (TopicProducer<ExpressionSample> producer = new TopicProducer<>(endpoints, Topics.RAW)) {
            for (int file = 0; file < delivery.files().size() && !stop.requested(); file++) {
                LabDelivery.Contents contents = delivery.contents(file);
                send(contents, common(contents, request, panelId), producer, progress, stop);
            }
            producer.flush();
            progress.advanced(producer.acknowledged());
            if (stop.requested()) {
                progress.stopped();
            } else {
                progress.finished();
            }
            return new Sent(producer.acknowledged(), producer.bytes(), (System.nanoTime() - start) / 1e9);
        }
    }

    private static void send(
            LabDelivery.Contents contents,
            SampleCodec.Common common,
            TopicProducer<ExpressionSample> producer,
            Progress progress,
            Stop stop) {
        GeneProfiles profiles = contents.profiles();
        for (int s = 0; s < contents.rows().size() && !stop.requested(); s++) {
            SampleRow row = contents.rows().get(s);
            producer.send(row.key(), SampleCodec.record(row, profiles.profile(s), common));
            progress.advanced(producer.acknowledged());
        }
    }

    private SampleCodec.Common common(LabDelivery.Contents contents, PublishRequest request, String panelId) {
        ExpressionTable table = contents.table();
        return new SampleCodec.Common(
                panelId,
                contents.unit(),
                request.assay(),
                String.valueOf(table.file().getFileName()),
                table.origin().sha256(),
                clock.instant());
    }

    private static PublishSummary summary(
            LabDelivery delivery, PanelMatch match, String panelId, Sent sent, long start) {
        int met = delivery.files().stream().mapToInt(CheckedFile::met).min().orElseThrow();
        int samples = Math.toIntExact(sent.samples());
        return new PublishSummary(
                delivery.files().size(),
                samples,
                delivery.rows().size() - samples,
                batches(delivery),
                met,
                match.panel().size() - met,
                delivery.files().stream().mapToInt(CheckedFile::unmapped).max().orElseThrow(),
                match.name(),
                panelId,
                match.isNew(),
                delivery.unit(),
                (System.nanoTime() - start) / 1e9,
                samples / Math.max(sent.seconds(), 1e-9),
                sent.bytes(),
                new DeliveryNotes(delivery).notes());
    }

    private static SortedMap<String, Integer> batches(LabDelivery delivery) {
        SortedMap<String, Integer> batches = new TreeMap<>();
        delivery.rows().forEach(row -> batches.merge(row.batchKey(), 1, Integer::sum));
        return batches;
    }
}
