package org.expressway.scorer.drift;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
import org.expressway.schemas.avro.DriftReading;
import org.expressway.schemas.avro.TrainingRequest;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
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
            charts.apply(seen).ifPresent(of -> advance(record, seen, of));
        } catch (UndecodableRecord | IllegalArgumentException e) {
            LOG.warn("an observation advances no chart: {}", e.getMessage());
        }
    }

    private void advance(Record<byte[], byte[]> record, DriftObservation seen, DriftCharts of) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        ChartBook.Page page = book.find(key);
        if (page != null && page.standing.before().equals(of.bundleSha256())) {
            return; // late: another bundle serves here by now
        }
        boolean another = page != null && !page.standing.bundle().equals(of.bundleSha256());
        ChartBook.Page old = page;
        if (page == null || another) {
            page = book.begin(key, of, page == null ? "" : page.standing.bundle());
        }
        Double own = seen.getOwnProbability();
        if (own != null) {
            if (!another) {
                label(record, new Alarm(of, page, seen, nothing(seen), rule.target(), now()), own, key);
            }
            return;
        }
        Chart chart = seen.getControl() ? page.controls : page.study;
        if (chart == null) {
            return;
        }
        Reading reading = reading(of, chart, seen);
        if (another && old != null && old.standing.alarmed()) {
            send(
                    record,
                    DriftNodes.ALERTS,
                    alarm(of, pageOf(page, old), seen, reading).superseded());
        }
        if (seen.getControl()) {
            page.standing = page.standing.withControl(reading.logTail());
        }
        judge(record, alarm(of, page, seen, reading));
        book.keep(key, page, seen.getControl());
        send(record, DriftNodes.READINGS, told(seen, chart, reading, of, page));
    }

    /** What a label tells is no statistic of the chart's channels. */
    private static Reading nothing(DriftObservation seen) {
        double[] quiet = new double[Channel.values().length];
        return new Reading(Reading.Event.NONE, Channel.CONFIDENCE, quiet, quiet, 0, seen.getSampleId());
    }

    private void label(Record<byte[], byte[]> record, Alarm alarm, double own, String key) {
        ChartBook.Page page = alarm.page();
        SeenLabels now =
                page.standing.labels().and(own, alarm.charts().reference().ownProbabilities(), rule.target());
        page.standing = page.standing.with(now);
        judge(record, alarm);
        if (now.up() && now.value() >= rule.target()) {
            page.standing = page.standing.with(now.anew());
        }
        book.keep(key, page);
    }

    /** The new charts under the old alarm. */
    private static ChartBook.Page pageOf(ChartBook.Page now, ChartBook.Page old) {
        return new ChartBook.Page(now.study, now.controls, old.standing);
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
            DriftAlert alert = alarm.raised();
            send(record, DriftNodes.ALERTS, alert);
            page.standing = page.standing.raised(alert.getId(), alert.getFirstSample());
            if (alert.getTrainingRequested()) {
                request(alarm.charts().model(), record, alert);
            }
        } else if (!up && page.standing.alarmed()) {
            send(record, DriftNodes.ALERTS, alarm.cleared());
            page.standing = page.standing.cleared();
        }
    }

    private void request(String model, Record<byte[], byte[]> record, DriftAlert alert) {
        TrainingRequest request = new TrainingRequest(
                model,
                "drift, " + alert.getChannel(),
                "alarm " + alert.getId() + " of " + new String(record.key(), StandardCharsets.UTF_8) + ": "
                        + String.join("; ", alert.getEvidence()),
                now());
        context.forward(
                new Record<>(model.getBytes(StandardCharsets.UTF_8), request, record.timestamp()), DriftNodes.REQUESTS);
    }

    private DriftReading told(
            DriftObservation seen, Chart chart, Reading reading, DriftCharts of, ChartBook.Page page) {
        boolean learning =
                !seen.getControl() && chart.samples() <= of.reference().learning();
        return DriftReading.newBuilder()
                .setSite(seen.getSite())
                .setInstrument(seen.getInstrument())
                .setLineage(seen.getLineage())
                .setSampleId(seen.getSampleId())
                .setBatchId(seen.getBatchId())
                .setBundleSha256(seen.getBundleSha256())
                .setControl(seen.getControl())
                .setSamples(chart.samples())
                .setLearning(learning)
                .setRaised(page.standing.alarmed())
                .setStatistics(learning ? List.of() : boxed(reading.statistics()))
                .setLogTails(learning ? List.of() : boxed(reading.logTails()))
                .setLogThreshold(reading.logThreshold())
                .setReadAt(now())
                .build();
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    private void send(Record<byte[], byte[]> record, String sink, Object value) {
        context.forward(new Record<>(record.key(), value, record.timestamp()), sink);
    }
}
