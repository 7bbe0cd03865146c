package org.expressway.ingest.sequencer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.expressway.ingest.Stop;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.RunPublisher;
import org.expressway.ingest.publish.SampleCodec;
import org.expressway.ingest.publish.TopicProducer;
import org.expressway.ingest.simulate.SimulatedRuns;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;

/**
 * Publishes simulated runs: every site has one run open at a time, sites send in turn, and a run is closed with its last
 * sample. Runs are numbered on from the last that was closed, so that a second simulator of the same seed goes on where the
 * first one ended. The rate holds on average: what a slow machine falls behind is caught up, and {@link SequencerReport}
 * tells the rate that was reached.
 */
public final class Sequencer {
    private static final String SOURCE = "simulate";

    private final Endpoints endpoints;
    private final Clock clock;
    private final SimulatedRuns runs;
    private final SequencerPanel panel;
    private final SequencerSettings settings;
    private final BrokenRecords broken;
    private final SplittableRandom chance;
    private final Stop stop;
    private final List<OpenRun> open = new ArrayList<>();
    private long labelled;
    private long faulty;
    private int closed;

    /** A run that samples are sent of. */
    private final class OpenRun {
        private final int site;
        private int number;
        private int next;
        private List<SimulatedSample> samples = List.of();

        OpenRun(int site, int number) {
            this.site = site;
            this.number = number;
        }

        SimulatedSample next() {
            if (samples.isEmpty()) {
                samples = runs.run(site, number);
            }
            return samples.get(next++);
        }

        boolean isFull() {
            return next == runs.runSize();
        }

        /** Says that it is over, with what has been sent of it. */
        void close(RunPublisher publisher) {
            if (next > 0) {
                List<SimulatedSample> members = samples.subList(0, next);
                SimulatedSample one = members.get(0);
                publisher.close(
                        one.site(),
                        one.batchId(),
                        members.stream().map(SimulatedSample::sampleId).toList());
                closed++;
            }
            samples = List.of();
            next = 0;
            number++;
        }
    }

    /** @param stop asked before each sample, and while none is due */
    public Sequencer(
            Endpoints endpoints,
            Clock clock,
            SimulatedRuns runs,
            SequencerPanel panel,
            SequencerSettings settings,
            Stop stop) {
        this.endpoints = endpoints;
        this.clock = clock;
        this.runs = runs;
        this.panel = panel;
        this.settings = settings;
        this.stop = stop;
        this.broken = new BrokenRecords(Topics.RAW.valueSerde(endpoints.registry()));
        this.chance = new SplittableRandom(settings.seed());
    }

    /**
     * Sends until it has sent enough, or is stopped; then closes the runs that are open, with what they have.
     *
     * @param watcher told how far it has come, about once a second
     */
    public SequencerReport run(SequencerReport.Watcher watcher) throws InterruptedException {
        openRuns();
        stop.holding();
        RunPublisher publisher = new RunPublisher(endpoints, clock);
        long start = System.nanoTime();
        try (TopicProducer<ExpressionSample> samples = new TopicProducer<>(endpoints, Topics.RAW);
                TopicProducer<Label> labels = new TopicProducer<>(endpoints, Topics.LABEL);
                KafkaProducer<byte[], byte[]> bytes = bytes()) {
            long sent = 0;
            while (!stop.requested()
                    && sent < settings.samples()
                    && elapsed(start) < settings.duration().toNanos()) {
                OpenRun run = open.get((int) (sent % open.size()));
                send(run.next(), samples, labels, bytes);
                sent++;
                if (run.isFull()) {
                    samples.flush();
                    run.close(publisher);
                }
                watcher.seen(report(samples.acknowledged(), start));
                pause(start, sent);
            }
            samples.flush();
            labels.flush();
            bytes.flush();
            open.forEach(run -> run.close(publisher));
            return report(samples.acknowledged(), start);
        }
    }

    private void send(
            SimulatedSample sample,
            TopicProducer<ExpressionSample> samples,
            TopicProducer<Label> labels,
            KafkaProducer<byte[], byte[]> bytes) {
        ExpressionSample record = SampleCodec.simulated(sample, panel.id(), clock.instant());
        samples.send(sample.key(), record);
        if (chance.nextDouble() < settings.labels()) {
            labels.send(
                    sample.key(),
                    new Label(sample.sampleId(), sample.site(), sample.subtype(), SOURCE, clock.instant()));
            labelled++;
        }
        if (chance.nextDouble() < settings.faulty()) {
            BrokenRecords.Bytes one = broken.of(record, faulty);
            var unused = bytes.send(new ProducerRecord<>(Topics.RAW.name(), one.key(), one.value()));
            faulty++;
        }
    }

    /** Each site's run after the last that has been closed. */
    private void openRuns() {
        SortedMap<String, Integer> last = new TreeMap<>();
        new TopicReader<>(endpoints.bootstrapServers(), endpoints.registry(), Topics.RUN)
                .skippingUndecodable()
                .toEnd(read -> {
                    RunManifest manifest = read.value();
                    if (manifest != null) {
                        last.merge(Keys.site(read.key()), number(manifest.getBatchId()), Math::max);
                    }
                });
        List<String> sites = runs.sites();
        for (int site = 0; site < sites.size(); site++) {
            open.add(new OpenRun(site + 1, last.getOrDefault(sites.get(site), 0)));
        }
    }

    /** n of {@code run<n>}, which is how simulated runs are named from 1; 0 for any other name. */
    private static int number(String batch) {
        return batch.matches("run\\d{1,8}") ? Integer.parseInt(batch.substring(3)) : 0;
    }

    private void pause(long start, long sent) throws InterruptedException {
        long due = start + (long) (sent * 1e9 / settings.rate());
        for (long left = due - System.nanoTime(); left > 0 && !stop.requested(); left = due - System.nanoTime()) {
            Thread.sleep(Math.min(100, left / 1_000_000), (int) (left % 1_000_000));
        }
    }

    private SequencerReport report(long acknowledged, long start) {
        return new SequencerReport(
                acknowledged, labelled, faulty, closed, elapsed(start) / 1e9, panel.id(), panel.ofReference());
    }

    private KafkaProducer<byte[], byte[]> bytes() {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", endpoints.bootstrapServers());
        config.put("acks", "all");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static long elapsed(long start) {
        return System.nanoTime() - start;
    }
}
