package org.expressway.ingest.publish;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.sheet.LabelRow;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetReader;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.topic.Topics;

/** Publishes confirmed subtypes to subtype.label.v1. A sample without a label is left out, not marked unlabelled. */
public final class LabelPublisher {
    /**
     * What was sent.
     *
     * @param labelled labels sent
     * @param withoutLabel rows whose label is empty or NA
     * @param classes number of labels by subtype
     */
    public record Summary(int labelled, int withoutLabel, SortedMap<String, Integer> classes, double seconds) {}

    private final Endpoints endpoints;
    private final Clock clock;

    public LabelPublisher(Endpoints endpoints, Clock clock) {
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * Publishes the labels of a sheet.
     *
     * @param columns names the label column
     * @param source who or what confirmed the labels
     * @throws BadInput with all faults of the sheet; nothing has been sent then
     */
    public Summary publish(Path sheet, SheetColumns columns, String source, Progress progress) throws BadInput {
        long start = System.nanoTime();
        List<LabelRow> rows = SheetReader.readLabels(sheet, columns);
        SortedMap<String, Integer> classes = new TreeMap<>();
        progress.started("publishing labels", rows.size());
        try (TopicProducer<Label> producer = new TopicProducer<>(endpoints, Topics.LABEL)) {
            for (LabelRow row : rows) {
                String label = row.label();
                if (label != null) {
                    producer.send(row.key(), new Label(row.sampleId(), row.site(), label, source, clock.instant()));
                    classes.merge(label, 1, Integer::sum);
                }
            }
            producer.flush();
            progress.advanced(rows.size());
        }
        progress.finished();
        int labelled = classes.values().stream().mapToInt(Integer::intValue).sum();
        return new Summary(labelled, rows.size() - labelled, classes, (System.nanoTime() - start) / 1e9);
    }
}
