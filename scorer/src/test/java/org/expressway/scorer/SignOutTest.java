package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.CallAmendment;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.CallSummaries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signed call is never silently replaced. */
class SignOutTest {
    private static final float[] VALUES = {1, -2, .5f, 3};
    private static final float[] OTHERS = {-1, 2, 1.5f, -3};

    @TempDir
    private Path directory;

    private ScoringBench bench;
    private String first = "";

    @BeforeEach
    void open() throws IOException {
        bench = new ScoringBench(directory);
        first = bench.release(SmallModel.random(1, VALUES.length, 3).bundle());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anotherCallInAHigherEpochAmendsTheSignedOne() {
        Prediction signed = scored(Samples.closed("S1", VALUES));
        CallSignature signature = sign(signed);
        Prediction after = scored(inEpoch(4, Samples.closed("S1", OTHERS)));
        CallAmendment amendment = only(bench.amendments());
        assertThat(amendment.getSignatureId()).isEqualTo(signature.getId());
        assertThat(amendment.getSignedBy()).isEqualTo("ada");
        assertThat(amendment.getSigned().getPredictionSha256()).isEqualTo(Sha256.of(bench.bytes(signed)));
        assertThat(amendment.getNow().getPredictionId()).isEqualTo(after.getId());
        assertThat(amendment.getNow().getPredictionSha256()).isEqualTo(Sha256.of(bench.bytes(after)));
        assertThat(amendment.getChanges()).isNotEmpty();
    }

    @Test
    void theSameCallInAHigherEpochAmendsNothing() {
        sign(scored(Samples.closed("S1", VALUES)));
        scored(inEpoch(4, Samples.closed("S1", VALUES)));
        assertThat(bench.amendments()).isEmpty();
    }

    @Test
    void aProvisionalPredictionAmendsNothingAndItsFinalDoes() {
        sign(scored(Samples.closed("S1", VALUES)));
        scored(inEpoch(4, Samples.provisional("S1", OTHERS)));
        assertThat(bench.amendments()).isEmpty();
        scored(inEpoch(4, Samples.closed("S1", OTHERS)));
        assertThat(bench.amendments()).hasSize(1);
    }

    @Test
    void whatIsOfALowerEpochAmendsNothing() {
        sign(scored(inEpoch(4, Samples.closed("S1", VALUES))));
        scored(Samples.closed("S1", OTHERS));
        assertThat(bench.amendments()).isEmpty();
    }

    @Test
    void aCallThatChangedWhileItWasBeingSignedIsAmendedAtOnce() {
        Prediction signed = scored(Samples.closed("S1", VALUES));
        scored(inEpoch(4, Samples.closed("S1", OTHERS)));
        assertThat(bench.amendments()).isEmpty();
        sign(signed);
        assertThat(bench.amendments()).hasSize(1);
    }

    @Test
    void theSignerIsToldOfEachChangeOnceAndOfTheWayBack() {
        sign(scored(Samples.closed("S1", VALUES)));
        scored(inEpoch(4, Samples.closed("S1", OTHERS)));
        scored(inEpoch(5, Samples.closed("S1", OTHERS)));
        assertThat(bench.amendments()).hasSize(1);
        scored(inEpoch(6, Samples.closed("S1", VALUES)));
        assertThat(only(bench.amendments()).getChanges()).containsExactly("the call is as it was signed again");
    }

    @Test
    void aNewSignatureIsWhatLaterCallsAreHeldAgainst() {
        sign(scored(Samples.closed("S1", VALUES)));
        Prediction changed = scored(inEpoch(4, Samples.closed("S1", OTHERS)));
        assertThat(bench.amendments()).hasSize(1);
        CallSignature again = sign(changed);
        scored(inEpoch(5, Samples.closed("S1", OTHERS)));
        assertThat(bench.amendments()).isEmpty();
        scored(inEpoch(6, Samples.closed("S1", VALUES)));
        assertThat(only(bench.amendments()).getSignatureId()).isEqualTo(again.getId());
    }

    @Test
    void anAbstentionInPlaceOfASignedCallIsAChange() {
        sign(scored(Samples.closed("S1", VALUES)));
        CorrectedSample elsewhere = CorrectedSample.newBuilder(inEpoch(4, Samples.closed("S1", VALUES)))
                .setReferenceId("another")
                .build();
        assertThat(scored(elsewhere).getAbstention()).isEqualTo(AbstentionReason.NO_MODEL);
        assertThat(only(bench.amendments()).getChanges()).anyMatch(change -> change.contains("NO_MODEL"));
    }

    @Test
    void unsignedCallsAreAmendedByNobody() {
        scored(Samples.closed("S1", VALUES));
        scored(inEpoch(4, Samples.closed("S1", OTHERS)));
        assertThat(bench.amendments()).isEmpty();
        assertThat(first).hasSize(64);
    }

    private Prediction scored(CorrectedSample sample) {
        bench.send(sample);
        return only(bench.predictions());
    }

    private static CorrectedSample inEpoch(long epoch, CorrectedSample sample) {
        return CorrectedSample.newBuilder(sample).setEpoch(epoch).build();
    }

    private CallSignature sign(Prediction prediction) {
        CallSignature signature = CallSignature.newBuilder()
                .setId(Sha256.of("signature of " + prediction.getId() + " in epoch " + prediction.getEpoch()))
                .setSite(prediction.getSite())
                .setSampleId(prediction.getSampleId())
                .setCall(CallSummaries.of(prediction, bench.bytes(prediction)))
                .setMeaning("reviewed and released")
                .setSignedBy("ada")
                .setSignedAt(ScoringBench.NOW)
                .build();
        bench.sign(signature);
        return signature;
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
