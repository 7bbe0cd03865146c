package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.audit.ChainCheck;
import org.expressway.schemas.audit.IdDigest;
import org.expressway.schemas.avro.AuditDetail;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.RuntimeFingerprint;
import org.expressway.schemas.topic.CallSummaries;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task of the scorer puts on record, and predictions made again. */
class TaskTrailTest {
    private static final float[] VALUES = {1, -2, .5f, 3};

    private final SmallModel small = SmallModel.random(1, VALUES.length, 3);
    private final SmallModel other = SmallModel.random(2, VALUES.length, 3);

    @TempDir
    private Path directory;

    private ScoringBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new ScoringBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aChampionIsNamedOnceWhenItBeginsToAnswer() throws IOException {
        String first = bench.release(small.bundle());
        assertThat(bench.audited()).isEmpty();
        bench.send(Samples.closed("S1", VALUES));
        bench.send(Samples.closed("S2", VALUES));
        String second = bench.release(other.bundle());
        bench.send(Samples.closed("S3", VALUES));
        List<AuditEvent> events = bench.audited();
        assertThat(events).extracting(AuditEvent::getKind).containsOnly("CHAMPION_SERVES");
        assertThat(events).extracting(AuditEvent::getSubject).containsExactly(first, second);
        assertThat(events.get(1).getDetails()).contains(new AuditDetail("before", first));
        assertThat(events).extracting(AuditEvent::getWriter).containsOnly("scorer/samples/0");
        sound(events);
    }

    @Test
    void aBundleThatCannotBeUsedIsOnRecordWithTheReason() throws IOException {
        String good = bench.release(small.bundle());
        bench.send(Samples.closed("S1", VALUES));
        String broken = bench.store(new byte[] {1, 2, 3});
        bench.release(broken, ReleaseAlias.CHAMPION);
        bench.send(Samples.closed("S2", VALUES));
        bench.send(Samples.closed("S3", VALUES));
        List<AuditEvent> events = bench.audited();
        assertThat(events).extracting(AuditEvent::getKind).containsExactly("CHAMPION_SERVES", "BUNDLE_REFUSED");
        assertThat(events.get(1).getSubject()).isEqualTo(broken);
        assertThat(events.get(1).getDetails()).contains(new AuditDetail("serves", good));
        assertThat(events.get(1).getDetails()).extracting(AuditDetail::getName).contains("why");
        sound(events);
    }

    @Test
    void predictionsAreSummedUpByTimeAndByNumber() throws IOException {
        bench.release(small.bundle());
        for (int i = 0; i < TaskTrail.MOST + 3; i++) {
            bench.send(Samples.closed("S" + i, VALUES));
        }
        bench.pass(TaskTrail.LONGEST);
        bench.pass(TaskTrail.LONGEST);
        List<AuditEvent> events = bench.audited();
        List<AuditEvent> digests = events.stream()
                .filter(event -> event.getKind().equals(AuditKind.PREDICTIONS_MADE.name()))
                .toList();
        List<String> ids = bench.predictions().stream().map(Prediction::getId).toList();
        assertThat(digests).hasSize(2);
        isDigest(digests.get(0), ids.subList(0, TaskTrail.MOST));
        isDigest(digests.get(1), ids.subList(TaskTrail.MOST, ids.size()));
        sound(events);
    }

    @Test
    void whatPersonsHadItDoIsOnRecordUnderTheirNames() throws IOException {
        bench.release(small.bundle());
        bench.send(Samples.closed("S1", VALUES));
        Prediction signed = bench.predictions().get(0);
        bench.sign(CallSignature.newBuilder()
                .setId("signature")
                .setSite(signed.getSite())
                .setSampleId(signed.getSampleId())
                .setCall(CallSummaries.of(signed, bench.bytes(signed)))
                .setMeaning("reviewed and released")
                .setSignedBy("grace")
                .setSignedAt(ScoringBench.NOW)
                .build());
        String second = bench.release(other.bundle());
        bench.rescore(Samples.closed("S1", VALUES), second);
        Prediction again = bench.predictions().get(0);
        List<AuditEvent> events = bench.audited();
        assertThat(events)
                .extracting(AuditEvent::getKind)
                .containsExactly("CHAMPION_SERVES", "CALL_SIGNED", "SCORED_AGAIN", "CALL_AMENDED");
        assertThat(events).extracting(AuditEvent::getActor).containsExactly("scorer", "grace", "ada", "scorer");
        assertThat(events.subList(1, 4)).extracting(AuditEvent::getSubject).containsOnly("A/S1");
        assertThat(events.get(2).getDetails())
                .contains(new AuditDetail("bundle", second), new AuditDetail("prediction", again.getId()));
        assertThat(events.get(3).getDetails()).contains(new AuditDetail("signedBy", "grace"));
        assertThat(bench.amendments()).hasSize(1);
        sound(events);
    }

    private static void isDigest(AuditEvent event, List<String> ids) {
        IdDigest expected = IdDigest.NONE;
        for (String id : ids) {
            expected = expected.plus(id);
        }
        assertThat(event.getDetails())
                .containsExactlyInAnyOrder(
                        new AuditDetail("predictions", "" + ids.size()),
                        new AuditDetail("idsSha256", expected.sha256()),
                        new AuditDetail("first", ids.get(0)));
    }

    private static void sound(List<AuditEvent> events) {
        ChainCheck check = new ChainCheck(List.of());
        new ArrayList<>(events).forEach(event -> check.accept(event.getWriter(), event, ""));
        assertThat(check.faults()).isEmpty();
        assertThat(check.events()).isEqualTo(events.size());
    }

    @Test
    void aPredictionIsMadeAgainBitForBitAndAnyDifferenceIsNamed() throws IOException {
        bench.release(small.bundle());
        CorrectedSample sample = Samples.closed("S1", VALUES);
        bench.send(sample);
        Prediction prediction = bench.predictions().get(0);
        Rescoring rescoring = new Rescoring(bench.store());
        Rescoring.Outcome same = rescoring.compare(prediction, sample, Set.of());
        assertThat(same.sameRuntime()).isTrue();
        assertThat(same.differences()).isEmpty();
        float[] changed = VALUES.clone();
        changed[0] = Math.nextUp(changed[0] + .01f);
        CorrectedSample another = CorrectedSample.newBuilder(sample)
                .setValues(FloatVector.of(changed))
                .build();
        assertThat(rescoring.compare(prediction, another, Set.of()).differences())
                .extracting(difference -> difference.field().replaceAll("\\[.*", ""))
                .contains("ranked", "margin");
        Prediction renamed =
                Prediction.newBuilder(prediction).setId("0".repeat(64)).build();
        assertThat(rescoring.compare(renamed, sample, Set.of()).differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.field()).isEqualTo("id"));
    }

    @Test
    void onAnotherRuntimeTheLastDigitsMayDiffer() throws IOException {
        bench.release(small.bundle());
        CorrectedSample sample = Samples.closed("S1", VALUES);
        bench.send(sample);
        Prediction prediction = bench.predictions().get(0);
        Prediction elsewhere = Prediction.newBuilder(prediction)
                .setRuntime(new RuntimeFingerprint("onnxruntime 1.0", "another", 1))
                .setMargin(prediction.getMargin() + 5e-6)
                .build();
        Rescoring rescoring = new Rescoring(bench.store());
        assertThat(rescoring.compare(elsewhere, sample, Set.of())).isEqualTo(new Rescoring.Outcome(false, List.of()));
        Prediction far = Prediction.newBuilder(elsewhere)
                .setMargin(prediction.getMargin() + 2e-5)
                .build();
        assertThat(rescoring.compare(far, sample, Set.of()).differences()).hasSize(1);
    }

    @Test
    void aDamagedBundleIsNamed() throws IOException {
        String bundle = bench.release(small.bundle());
        CorrectedSample sample = Samples.closed("S1", VALUES);
        bench.send(sample);
        Prediction prediction = bench.predictions().get(0);
        Path file =
                directory.resolve("artifacts").resolve(bundle.substring(0, 2)).resolve(bundle);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> new Rescoring(bench.store()).compare(prediction, sample, Set.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(bundle);
    }
}
