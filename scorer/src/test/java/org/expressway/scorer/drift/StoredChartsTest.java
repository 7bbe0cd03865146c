package org.expressway.scorer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.expressway.analysis.drift.AlarmRule;
import org.expressway.analysis.drift.DriftCalibration;
import org.expressway.analysis.drift.DriftCohort;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.Profile;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.avro.DriftObservation;
import org.expressway.schemas.avro.DriftReading;
import org.expressway.schemas.avro.DriftState;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Charts that a restarted task finds in its store. */
class StoredChartsTest {
    private static final int GENES = 40;
    private static final String KEY = "A/sequencer/lot 7";
    private static final DriftReference REFERENCE = DriftCalibration.learn(cohort(300), 2, 0, 3);
    private static final DriftCharts CHARTS =
            new DriftCharts("0".repeat(64), "subtype", List.of("x", "y"), REFERENCE, List.of(), List.of(), Map.of());

    private final InMemoryRegistry registry = InMemoryRegistry.withTopics();
    private final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(DriftNodes.CHARTS), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final SplittableRandom random = new SplittableRandom(8);
    private int sent;

    StoredChartsTest() throws IOException {}

    @BeforeEach
    void open() {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        context.setCurrentSystemTimeMs(0);
    }

    @Test
    void goOnWhereTheyStood() {
        stream(charts(), 3, 0);
        stream(charts(), 1, 0);
        assertThat(forwarded(DriftReading.class))
                .extracting(DriftReading::getSamples)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void beginAnewWhereAnotherReleaseWroteThemAndTheirAlarmIsOver() {
        stream(charts(), 30, 2);
        assertThat(forwarded(DriftAlert.class))
                .extracting(DriftAlert::getState)
                .contains(DriftState.RAISED)
                .doesNotContain(DriftState.CLEARED);
        byte[] chart = store.get(KEY + "#study");
        chart[Integer.BYTES + Integer.BYTES - 1]--; // the version, behind four letters
        store.put(KEY + "#study", chart);
        context.resetForwards();
        AdvanceCharts restarted = charts();
        stream(restarted, 2, 0);
        assertThat(forwarded(DriftReading.class))
                .extracting(DriftReading::getSamples)
                .containsExactly(1L, 2L);
        assertThat(forwarded(DriftAlert.class)).singleElement().satisfies(alert -> {
            assertThat(alert.getState()).isEqualTo(DriftState.CLEARED);
            assertThat(alert.getEvidence())
                    .containsExactly("the charts were written by another release of the scorer, and begin anew");
        });
    }

    @Test
    void beginAnewWhereNothingOfThemCanBeRead() {
        stream(charts(), 3, 0);
        store.put(KEY + "#standing", "no standing".getBytes(StandardCharsets.US_ASCII));
        context.resetForwards();
        stream(charts(), 1, 0);
        assertThat(forwarded(DriftReading.class))
                .extracting(DriftReading::getSamples)
                .containsExactly(1L);
    }

    private AdvanceCharts charts() {
        AdvanceCharts charts =
                new AdvanceCharts(registry.client(), new AlarmRule(300), observation -> Optional.of(CHARTS));
        charts.init(context);
        return charts;
    }

    private void stream(AdvanceCharts charts, int samples, float shift) {
        for (int i = 0; i < samples; i++) {
            byte[] value = Topics.DRIFT_OBSERVATION
                    .valueSerde(registry.client())
                    .serialize(Topics.DRIFT_OBSERVATION.name(), observation(shift));
            charts.process(new Record<>(KEY.getBytes(StandardCharsets.UTF_8), value, 0));
        }
    }

    private DriftObservation observation(float shift) {
        return SentObservation.into(DriftObservation.newBuilder(), REFERENCE.observe(profile(random, shift)))
                .setSite("A")
                .setInstrument("sequencer")
                .setLineage("lot 7")
                .setSampleId("S" + sent++)
                .setBatchId("run")
                .setReferenceId("reference")
                .setBundleSha256(CHARTS.bundleSha256())
                .setControl(false)
                .setObservedAt(Instant.EPOCH)
                .build();
    }

    private <T> List<T> forwarded(Class<T> kind) {
        return context.forwarded().stream()
                .map(each -> each.record().value())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static DriftCohort cohort(int samples) {
        SplittableRandom random = new SplittableRandom(2);
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            profiles.add(profile(random, 0));
        }
        int[] y = profiles.stream()
                .mapToInt(one -> one.probabilities()[0] > .5 ? 0 : 1)
                .toArray();
        return new DriftCohort(
                profiles, y, IntStream.range(0, samples).mapToObj(i -> "P" + i).toList());
    }

    private static Profile profile(SplittableRandom random, float shift) {
        float[] x = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            x[g] = (float) random.nextGaussian() + shift;
        }
        double p = random.nextInt(2) == 0 ? .9 : .1;
        return new Profile(x, new double[] {x[0], x[1]}, new double[] {p, 1 - p}, false);
    }
}
