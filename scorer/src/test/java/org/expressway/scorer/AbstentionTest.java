package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.calibrate.Strangeness;
import org.expressway.analysis.calibrate.StrangenessFormat;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.ConformalThreshold;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.QualityVerdict;
import org.expressway.schemas.avro.Specimen;
import org.expressway.schemas.avro.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a call is given, when it is not, and what is said of it. */
class AbstentionTest {
    private static final int GENES = 12;
    private static final double TEMPERATURE = 2;

    /** Class k is the sum of genes k, k + 3, k + 6 and k + 9. */
    private final SmallModel model = model();

    private ScoringBench bench;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        bench = new ScoringBench(directory);
        bench.release(calibrated().build());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aClearCallOfAClosedBatchIsReportable() {
        Prediction prediction = scored(plain("S1", clear()));
        assertThat(prediction.getAbstention()).isNull();
        assertThat(prediction.getAbstentions()).isEmpty();
        assertThat(prediction.getConformalSet()).containsExactly("class0");
        assertThat(prediction.getConformalAlpha()).isEqualTo(.05);
        assertThat(prediction.getReportable()).isTrue();
        assertThat(prediction.getFlags()).contains("tumour fraction: not stated");
    }

    @Test
    void probabilitiesAreAtTheBundlesTemperature() {
        Prediction prediction = scored(plain("S1", clear()));
        double[] raw = model.probabilities(clear());
        double odds = Math.pow(raw[0] / raw[1], 1 / TEMPERATURE);
        assertThat(prediction.getRanked().get(0).getProbability()
                        / prediction.getRanked().get(1).getProbability())
                .isCloseTo(odds, within(1e-3 * odds));
    }

    @Test
    void aProvisionalCallIsNeverReportableAndHasItsOwnThresholds() {
        Prediction prediction = scored(plain("S1", clear()).setStage(Stage.PROVISIONAL));
        assertThat(prediction.getReportable()).isFalse();
        assertThat(prediction.getAbstention()).isNull();
        assertThat(scored(plain("S2", between()).setStage(Stage.PROVISIONAL)).getConformalSet())
                .as("wider than that of FINAL values")
                .hasSizeGreaterThan(
                        scored(plain("S3", between())).getConformalSet().size());
    }

    @Test
    void anAmbiguousSetGivesNoCall() {
        Prediction prediction = scored(plain("S1", ambiguous()));
        assertThat(prediction.getConformalSet()).containsExactly("class0", "class2");
        assertThat(prediction.getAbstention()).isEqualTo(AbstentionReason.AMBIGUOUS);
        assertThat(prediction.getReportable()).isFalse();
    }

    @Test
    void anEmptySetIsAnAtypicalCall() {
        Prediction prediction = scored(plain("S1", between()));
        assertThat(prediction.getAtypical()).isTrue();
        assertThat(prediction.getConformalSet()).hasSize(1);
        assertThat(prediction.getFlags()).anyMatch(flag -> flag.startsWith("atypical"));
    }

    @Test
    void allReasonsAreListedTheWeightiestFirst() {
        Prediction prediction = scored(Samples.sample("S1", Stage.FINAL, null, ambiguous())
                .setSpecimen(Specimen.newBuilder().setTumourFraction(.1).build())
                .setCorrection(correction(CorrectionMode.CONFOUNDED)));
        assertThat(prediction.getAbstentions())
                .containsExactly(
                        AbstentionReason.QUALITY_FLAG,
                        AbstentionReason.LOW_TUMOUR_FRACTION,
                        AbstentionReason.CONFOUNDED,
                        AbstentionReason.AMBIGUOUS);
        assertThat(prediction.getAbstention()).isEqualTo(AbstentionReason.QUALITY_FLAG);
        assertThat(prediction.getRanked()).as("the probabilities stand").hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "residual_energy, SVA, false",
        "profile_correlation, COVARIATE, false",
        "residual_energy, UNCORRECTED, true",
        "profile_correlation, REFERENCE, true",
        "library_size, SVA, true"
    })
    void aDistanceThatWasMeasuredBeforeTheCorrectionIsNoReasonAfterIt(
            String check, CorrectionMode mode, boolean withheld) {
        QualityVerdict flagged = new QualityVerdict(check, 1., 2., QualityOutcome.FLAG, "seen");
        Prediction prediction = scored(
                plain("S1", clear()).setQc(List.of(flagged)).setFitId(null).setCorrection(correction(mode)));
        assertThat(prediction.getAbstentions().contains(AbstentionReason.QUALITY_FLAG))
                .isEqualTo(withheld);
        assertThat(prediction.getFlags()).as("told either way").anyMatch(flag -> flag.startsWith(check));
    }

    @Test
    void enoughTumourIsNoReason() {
        Prediction prediction = scored(plain("S1", clear())
                .setSpecimen(Specimen.newBuilder().setTumourFraction(.2).build()));
        assertThat(prediction.getReportable()).isTrue();
        assertThat(prediction.getFlags()).noneMatch(flag -> flag.startsWith("tumour"));
    }

    @Test
    void aSampleUnlikeAllThatWereCalibratedOnIsOutOfDistribution() throws IOException {
        bench.release(calibrated()
                .setStrangeness(ByteBuffer.wrap(StrangenessFormat.write(strangeness())))
                .build());
        float[] strange = clear();
        for (int g = 0; g < GENES; g++) {
            strange[g] += g % 2 == 0 ? 9 : -9;
        }
        Prediction prediction = scored(plain("S1", strange));
        assertThat(prediction.getAbstentions()).contains(AbstentionReason.OUT_OF_DISTRIBUTION);
        assertThat(prediction.getOutOfDistribution())
                .isEqualTo(Math.min(1, 2 * Math.min(prediction.getReconstructionTail(), prediction.getLatentTail())))
                .isLessThan(.02);
        assertThat(scored(plain("S2", clear())).getOutOfDistribution()).isGreaterThan(.02);
    }

    @Test
    void aCorrectionWhoseErrorCannotBeReadGivesNoCall() {
        Prediction prediction =
                scored(plain("S1", clear()).setFitId("0".repeat(64)).setCorrection(correction(CorrectionMode.SVA)));
        assertThat(prediction.getAbstentions()).containsExactly(AbstentionReason.CORRECTION_UNCERTAIN);
        assertThat(prediction.getCallChangeProbability()).isNull();
        assertThat(prediction.getFlags()).anyMatch(flag -> flag.startsWith("correction: its error is not known"));
    }

    @Test
    void aModelThatWasNotCalibratedIsNotReportable() throws IOException {
        bench.release(model.bundle());
        Prediction prediction = scored(plain("S1", clear()));
        assertThat(prediction.getConformalSet()).isNull();
        assertThat(prediction.getReportable()).isFalse();
        assertThat(prediction.getFlags()).contains("calibration: the model has none for FINAL values");
    }

    private Prediction scored(CorrectedSample.Builder sample) {
        bench.send(sample.build());
        return bench.predictions().get(0);
    }

    /** Nothing against it. */
    private static CorrectedSample.Builder plain(String id, float[] values) {
        return Samples.sample(id, Stage.FINAL, null, values)
                .setQc(List.of())
                .setCorrection(correction(CorrectionMode.UNCORRECTED));
    }

    private static CorrectionSummary correction(CorrectionMode mode) {
        return CorrectionSummary.newBuilder().setMode(mode).setSamples(8).build();
    }

    private static float[] clear() {
        float[] values = new float[GENES];
        for (int g = 0; g < GENES; g += 3) {
            values[g] = 3;
        }
        return values;
    }

    /** Between class 0 and 1, and not class 2: neither is likely enough for FINAL values. */
    private static float[] between() {
        float[] values = clear();
        for (int g = 1; g < GENES; g += 3) {
            values[g] = 2.9f;
        }
        return values;
    }

    /** Probabilities of .61, .05 and .34: class 0 and class 2 are in the set. */
    private static float[] ambiguous() {
        float[] values = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            values[g] = new float[] {3, 1.74f, 2.7f}[g % 3];
        }
        return values;
    }

    private static SmallModel model() {
        float[][] weights = new float[GENES][3];
        for (int g = 0; g < GENES; g++) {
            weights[g][g % 3] = 1;
        }
        return new SmallModel(weights, new float[3], new float[GENES]);
    }

    /** FINAL values: 1 - p of .4 at most, of class 2 .7. */
    private ModelBundle.Builder calibrated() {
        List<ConformalThreshold> thresholds = new ArrayList<>();
        for (String subtype : model.classes()) {
            double atMost = subtype.equals("class2") ? .7 : .4;
            thresholds.add(new ConformalThreshold("FINAL", subtype, .05, atMost, true, 100));
            thresholds.add(new ConformalThreshold("PROVISIONAL", subtype, .05, .9, true, 100));
        }
        return ModelBundle.newBuilder(model.bundle())
                .setTemperature(TEMPERATURE)
                .setConformalThresholds(thresholds);
    }

    private static Strangeness strangeness() {
        SplittableRandom random = new SplittableRandom(6);
        int[] y = new int[240];
        float[][] x = new float[480][GENES];
        for (int i = 0; i < x.length; i++) {
            y[i % 240] = i % 3;
            for (int g = 0; g < GENES; g++) {
                x[i][g] = (float) ((g % 3 == i % 3 ? 3 : 0) + random.nextGaussian());
            }
        }
        float[][] half = java.util.Arrays.copyOfRange(x, 0, 240);
        return Strangeness.of(LatentSpace.of(half, y, 3), java.util.Arrays.copyOfRange(x, 240, 480));
    }
}
