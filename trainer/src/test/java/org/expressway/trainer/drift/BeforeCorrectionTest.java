package org.expressway.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import org.expressway.trainer.cohort.Profiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a batch that was shifted and stretched the stretch comes back, and the shift does not. */
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

    /** Sites lie where the reference does, and their samples as far apart as they were measured. */
    @Test
    void aBatchVariesAsItWasMeasuredAboutItsPlaceAfterCorrection() throws IOException {
        List<Member> batch = batch();
        BatchCorrection fit = corrector.fit(batch);
        assertThat(fit.mode()).isEqualTo(Mode.SVA);
        String fitId = store.put(StoredFitFormat.write(new StoredFit(referenceId, "B/run", fit)));
        SampleCorrection ready = corrector.ready(fit);
        float[][] corrected = batch.stream().map(one -> applied(ready, one)).toArray(float[][]::new);
        float[][] rows = new BeforeCorrection(store, referenceId)
                .of(Profiles.of(corrected), Collections.nCopies(SAMPLES, fitId), Collections.nCopies(SAMPLES, "B"));
        for (int g = 0; g < GENES; g++) {
            double off = 0;
            for (int i = 0; i < SAMPLES && g != GAP; i++) {
                off += rows[i][g] - corrected[i][g];
                float measured = batch.get(i).values()[g] - batch.get(0).values()[g];
                assertThat(rows[i][g] - rows[0][g]).isCloseTo(measured, within(1e-4f));
            }
            assertThat(off / SAMPLES).isCloseTo(0, within(1e-4));
        }
        assertThat(rows[3][GAP]).isNaN();
    }

    @Test
    void samplesThatNothingHasMovedStayWhereTheyAre() throws IOException {
        float[][] values = {drawn(0, 1), drawn(0, 1)};
        float[][] rows = new BeforeCorrection(store, referenceId)
                .of(Profiles.of(values), Arrays.asList(null, null), List.of("A", "C"));
        assertThat(rows).isDeepEqualTo(values);
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
}
