package org.expressway.scorer.drift;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.expressway.analysis.drift.AlarmRule;
import org.expressway.analysis.drift.Channel;
import org.expressway.analysis.drift.Chart;
import org.expressway.analysis.drift.Observation;
import org.expressway.analysis.drift.Reading;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.avro.DriftObservation;
import org.expressway.schemas.avro.TrainingRequest;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.expressway.scorer.drift.Standing.Told;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each observation into its chart, says what the chart reads, and raises and clears alarms. Where another bundle serves,
 * its charts begin with the first sample that it scores.
 */
@SuppressWarnings("NullAway.Init") // init() runs first
public final class AdvanceCharts implements Processor<byte[], byte[], byte[], Object> {
    private static final Logger LOG = LoggerFactory.getLogger(AdvanceCharts.class);

    private final AlarmRule rule;
    private final RegistrySerde<DriftObservation> serde;
    private final Function<DriftObservation, Optional<DriftCharts>> charts;
    private ProcessorContext<byte[], Object> context;
    private ChartBook book;

    /** @param charts those of the bundle that an observation names */
    AdvanceCharts(SchemaRegistry registry, AlarmRule rule, Function<DriftObservation, Optional<DriftCharts>> charts) {
        this.serde = Topics.DRIFT_OBSERVATION.valueSerde(registry);
        this.rule = rule;
        this.charts = charts;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.book = new ChartBook(context.getStateStore(DriftNodes.CHARTS));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            DriftObservation seen = serde.deserialize(Topics.DRIFT_OBSERVATION.name(), record.value());
            Standing kept = book.standing(keyOf(record));
            if (counts(seen, kept)) {
                charts.apply(seen).ifPresent(of -> advance(record, seen, of, kept));
            }
        } catch (UndecodableRecord | IllegalArgumentException e) {
            LOG.warn("an observation advances no chart: {}", e.getMessage());
        }
    }

    private static String keyOf(Record<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    /** A label may come long after its sample: only of the model whose charts are kept does it tell anything. */
    private static boolean counts(DriftObservation seen, @Nullable Standing kept) {
        String bundle = seen.getBundleSha256();
        if (seen.getOwnProbability() != null) {
            return kept != null && kept.bundle().equals(bundle);
        }
        return kept == null || !kept.isPast(bundle, seen.getObservedAt());
    }

    /** @param kept how the key stood before */
    private void advance(
            Record<byte[], byte[]> record, DriftObservation seen, DriftCharts of, @Nullable Standing kept) {
        ChartBook.Page known = book.find(keyOf(record));
        ChartBook.Page page = known != null && known.standing.bundle().equals(of.bundleSha256())
                ? known
                : book.begin(keyOf(record), of, seen.getObservedAt());
        if (page != known && kept != null && kept.alarmed()) {
            send(record, DriftNodes.ALERTS, alarm(of, page, seen, nothing(seen)).superseded(kept));
        }
        Double own = seen.getOwnProbability();
        Chart chart = seen.getControl() ? page.controls : page.study;
        if (own != null) {
            label(record, alarm(of, page, seen, nothing(seen)), own);
        } else if (chart != null) {
            read(record, alarm(of, page, seen, reading(of, chart, seen)), chart);
        }
    }

    private void read(Record<byte[], byte[]> record, Alarm alarm, Chart chart) {
        ChartBook.Page page = alarm.page();
        boolean control = alarm.seen().getControl();
        if (control) {
            page.standing = page.standing.withControl(alarm.reading().logTail());
        }
        judge(record, alarm);
        book.keep(keyOf(record), page, control);
        send(record, DriftNodes.READINGS, alarm.told(chart));
    }

    /** What a label tells is no statistic of the chart's channels. */
    private static Reading nothing(DriftObservation seen) {
        double[] quiet = new double[Channel.values().length];
        return new Reading(Reading.Event.NONE, Channel.CONFIDENCE, quiet, quiet, 0, seen.getSampleId());
    }

    private void label(Record<byte[], byte[]> record, Alarm alarm, double own) {
        ChartBook.Page page = alarm.page();
        boolean stood = page.standing.alarmed() && !page.standing.labels().up();
        SeenLabels now =
                page.standing.labels().and(own, alarm.charts().reference().ownProbabilities(), rule.target());
        page.standing = page.standing.with(now);
        judge(record, alarm);
        if (stood && now.up()) {
            request(alarm.charts().model(), record, page.standing.alarm().id(), alarm.raised());
        }
        if (now.up() && now.value() >= rule.target()) {
            page.standing = page.standing.with(now.anew());
        }
        book.keep(keyOf(record), page);
    }

    private Reading reading(DriftCharts of, Chart chart, DriftObservation seen) {
        Observation observation = SentObservation.of(seen);
        return seen.getControl()
                ? of.reference().advanceControls(chart, observation, seen.getSampleId(), rule)
                : of.reference().advance(chart, observation, seen.getSampleId(), rule);
    }

    private Alarm alarm(DriftCharts of, ChartBook.Page page, DriftObservation seen, Reading reading) {
        return new Alarm(of, page, seen, reading, rule.target(), now());
    }

    /** An alarm stands as long as one of the two charts is up. */
    private void judge(Record<byte[], byte[]> record, Alarm alarm) {
        ChartBook.Page page = alarm.page();
        boolean up = page.study.raised()
                || (page.controls != null && page.controls.raised())
                || page.standing.labels().up();
        if (up && !page.standing.alarmed()) {
            raise(record, alarm);
        } else if (!up && page.standing.alarmed()) {
            send(record, DriftNodes.ALERTS, alarm.cleared());
            page.standing = page.standing.with(Told.NOTHING);
        } else if (up) {
            update(record, alarm);
        }
    }

    private void raise(Record<byte[], byte[]> record, Alarm alarm) {
        ChartBook.Page page = alarm.page();
        DriftAlert alert = alarm.raised();
        send(record, DriftNodes.ALERTS, alert);
        page.standing = page.standing.with(
                new Told(alert.getId(), alert.getFirstSample(), page.study.samples(), alert.getMovedGenes()));
        if (alert.getTrainingRequested()) {
            request(alarm.charts().model(), record, alert.getId(), alert);
        }
    }

    private void update(Record<byte[], byte[]> record, Alarm alarm) {
        DriftAlert alert = alarm.updated();
        if (alert != null) {
            send(record, DriftNodes.ALERTS, alert);
            ChartBook.Page page = alarm.page();
            page.standing = page.standing.with(page.standing.alarm().and(alert.getMovedGenes()));
        }
    }

    /** @param id of the alarm that stands */
    private void request(String model, Record<byte[], byte[]> record, String id, DriftAlert alert) {
        TrainingRequest request = new TrainingRequest(
                model,
                "drift, " + alert.getChannel(),
                "alarm " + id + " of " + keyOf(record) + ": " + String.join("; ", alert.getEvidence()),
                now());
        context.forward(
                new Record<>(model.getBytes(StandardCharsets.UTF_8), request, record.timestamp()), DriftNodes.REQUESTS);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    private void send(Record<byte[], byte[]> record, String sink, Object value) {
        context.forward(new Record<>(record.key(), value, record.timestamp()), sink);
    }
}
