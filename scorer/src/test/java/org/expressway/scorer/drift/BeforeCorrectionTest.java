package org.expressway.scorer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.correct.BatchCorrection;
import org.expressway.analysis.correct.BatchCorrector;
import org.expressway.analysis.correct.BatchSample;
import org.expressway.analysis.correct.MemberRole;
import org.expressway.analysis.correct.Mode;
import org.expressway.analysis.correct.SampleCorrection;
import org.expressway.analysis.correct.StoredFit;
import org.expressway.analysis.correct.StoredFitFormat;
import org.expressway.analysis.reference.ReferenceBuilder;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.analysis.reference.ReferenceSample;
import org.expressway.analysis.reference.ReferenceSettings;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.schemas.wire.FloatVector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch shifted and stretched, corrected by a stored fit, comes back as it was normalised. */
class BeforeCorrectionTest {
    private static final int GENES = 50;
    private static final int SAMPLES = 20;
    private static final int GAP = 7;

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(1);
    private ArtifactStore store;
    private String referenceId;
    private BatchCorrector corrector;

    /** A study sample of the batch. */
    private record Member(String id, float[] values) implements BatchSample {
        @Override
        public MemberRole role() {
            return MemberRole.STUDY;
        }

        @Override
        public @Nullable String material() {
            return null;
        }

        @Override
        public void normalized(double[] out) {
            for (int g = 0; g < out.length; g++) {
                out[g] = values[g];
            }
        }
    }

    @BeforeAll
    static void safeAvro() {
        AvroSafety.apply();
    }

    @BeforeEach
    void reference() throws IOException {
        store = new DirectoryArtifactStore(directory);
        List<ReferenceSample> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(new ReferenceSample("A/R" + i, "P" + i, drawn(0, 1), null));
        }
        ReferenceProfile profile =
                ReferenceBuilder.build("a".repeat(64), List.of("A/run"), samples, ReferenceSettings.defaults(false));
        referenceId = store.put(ReferenceFormat.write(profile));
        corrector = new BatchCorrector(profile.basis());
    }

    @Test
    void aStoredFitIsUndone() throws IOException {
        List<Member> batch = batch();
        BatchCorrection fit = corrector.fit(batch);
        assertThat(fit.mode()).isEqualTo(Mode.SVA);
        String fitId = store.put(StoredFitFormat.write(new StoredFit(referenceId, "B/run", fit)));
        SampleCorrection ready = corrector.ready(fit);
        BeforeCorrection before = new BeforeCorrection(store);
        double moved = 0;
        for (Member member : batch) {
            float[] corrected = applied(ready, member);
            float[] back = before.of(sample(member.id(), fitId, corrected));
            assertThat(back[GAP]).isNaN();
            for (int g = 0; g < GENES; g++) {
                if (g != GAP) {
                    assertThat(back[g]).isCloseTo(member.values()[g], within(1e-5f));
                    moved = Math.max(moved, Math.abs(corrected[g] - member.values()[g]));
                }
            }
        }
        assertThat(moved).isGreaterThan(1);
    }

    @Test
    void whatNoFitHasCorrectedIsAsItIs() {
        float[] values = drawn(0, 1);
        assertThat(new BeforeCorrection(store).of(sample("S", null, values))).containsExactly(values);
    }

    @Test
    void aFitThatIsNotThereIsSaid() {
        String nowhere = "f".repeat(64);
        BeforeCorrection before = new BeforeCorrection(store);
        CorrectedSample lost = sample("S", nowhere, drawn(0, 1));
        assertThatThrownBy(() -> before.of(lost))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(nowhere);
    }

    private List<Member> batch() {
        List<Member> batch = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            float[] values = drawn(1.5, 1.4);
            values[GAP] = Float.NaN;
            batch.add(new Member("S%02d".formatted(i), values));
        }
        return batch;
    }

    private float[] drawn(double shift, double scale) {
        float[] x = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            x[g] = (float) (5 + g % 7 + shift + scale * random.nextGaussian());
        }
        return x;
    }

    private static float[] applied(SampleCorrection ready, Member member) {
        double[] values = new double[GENES];
        member.normalized(values);
        ready.apply(values, values);
        float[] corrected = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            corrected[g] = (float) values[g];
        }
        return corrected;
    }

    private CorrectedSample sample(String id, @Nullable String fitId, float[] values) {
        return CorrectedSample.newBuilder()
                .setSampleId(id)
                .setSite("B")
                .setBatchId("run")
                .setSubjectId("P1")
                .setPanelId("panel")
                .setReferenceId(referenceId)
                .setEpoch(1)
                .setFitId(fitId)
                .setStage(Stage.FINAL)
                .setRole(SampleRole.STUDY)
                .setLogSizeFactor(0)
                .setQc(List.of())
                .setCorrection(CorrectionSummary.newBuilder()
                        .setMode(CorrectionMode.SVA)
                        .setSamples(SAMPLES)
                        .setFlags(List.of())
                        .build())
                .setValues(FloatVector.of(values))
                .setContentSha256("content")
                .setTimes(StageTimes.newBuilder().setReceivedAt(Instant.EPOCH).build())
                .setOrigin(new Origin("expression.sample.raw.v1", 0, 1L))
                .build();
    }
}
