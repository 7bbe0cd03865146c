package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.calibrate.Strangeness;
import org.expressway.analysis.calibrate.StrangenessFormat;
import org.expressway.analysis.drift.DriftCalibration;
import org.expressway.analysis.drift.DriftCohort;
import org.expressway.analysis.drift.DriftReferenceFormat;
import org.expressway.analysis.drift.Profile;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.avro.DriftCause;
import org.expressway.schemas.avro.DriftChannel;
import org.expressway.schemas.avro.DriftObservation;
import org.expressway.schemas.avro.DriftReading;
import org.expressway.schemas.avro.DriftState;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts in the scorer's topology, read against a small calibration; samples are uncorrected, so that none needs a fit. */
class DriftChartsTest {
    private static final int GENES = 60;
    private static final int LEARNING = 20;
    private static final SmallModel MODEL = SmallModel.random(1, GENES, 3);
    private static final Strangeness STRANGENESS = strangeness(new SplittableRandom(4));
    private static final byte[] DRIFT =
            DriftReferenceFormat.write(DriftCalibration.learn(cohort(600, new SplittableRandom(2)), 3, LEARNING, 3)
                    .withControls(controls(12, 0, new SplittableRandom(5)), Collections.nCopies(12, "A/pool"), 3));

    @TempDir
    private Path directory;

    private ScoringBench bench;
    private final SplittableRandom random = new SplittableRandom(4);
    private int sent;

    @BeforeEach
    void begin() throws IOException {
        bench = new ScoringBench(directory);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void aShiftIsRaisedWithItsGenesAndClearedWhenItIsOver() throws IOException {
        bench.release(calibrated("a"));
        stream(60, 0);
        assertThat(bench.sentTo(Topics.DRIFT_ALERT)).isEmpty();
        String first = "S" + sent;
        stream(30, 1.5f);
        List<DriftAlert> raised = bench.sentTo(Topics.DRIFT_ALERT);
        DriftAlert alarm = raised.get(0);
        assertThat(raised)
                .extracting(DriftAlert::getState)
                .startsWith(DriftState.RAISED)
                .containsOnlyOnce(DriftState.RAISED)
                .doesNotContain(DriftState.CLEARED);
        assertThat(alarm.getSite()).isEqualTo("A");
        assertThat(alarm.getLineage()).isEqualTo("lot 7");
        assertThat(alarm.getCause()).isEqualTo(DriftCause.INSTRUMENT_OR_LOT);
        // By chance an average that remembers thirty samples may have been on that side already.
        assertThat(number(alarm.getFirstSample())).isBetween(number(first) - 30, number(alarm.getSampleId()));
        assertThat(alarm.getTargetRunLength()).isEqualTo(1000);
        assertThat(alarm.getAchievedRunLength()).isGreaterThan(100);
        assertThat(alarm.getGenes()).isNotEmpty().allMatch(gene -> number(gene.getGene()) <= GENES / 2);
        stream(90, 0);
        assertThat(bench.sentTo(Topics.DRIFT_ALERT)).singleElement().satisfies(cleared -> {
            assertThat(cleared.getState()).isEqualTo(DriftState.CLEARED);
            assertThat(cleared.getId()).isEqualTo(alarm.getId());
        });
    }

    /** The energy of all genes together is loud before any single one is. */
    @Test
    void anAlarmIsToldAgainWhenMoreOfItsGenesCanBeNamed() throws IOException {
        bench.release(calibrated("a"));
        stream(60, 0);
        stream(80, 1);
        List<DriftAlert> told = bench.sentTo(Topics.DRIFT_ALERT);
        DriftAlert raised = told.get(0);
        assertThat(told).hasSizeGreaterThan(1);
        for (int k = 1; k < told.size(); k++) {
            DriftAlert more = told.get(k);
            assertThat(more.getState()).isEqualTo(DriftState.UPDATED);
            assertThat(more.getId()).isEqualTo(raised.getId());
            assertThat(more.getFirstSample()).isEqualTo(raised.getFirstSample());
            assertThat(more.getTrainingRequested()).isFalse();
            assertThat(more.getSamples() - raised.getSamples()).isIn(1L, 2L, 4L, 8L, 16L, 32L);
            assertThat(more.getMovedGenes())
                    .isGreaterThanOrEqualTo(Math.max(1, 2 * told.get(k - 1).getMovedGenes()));
        }
        assertThat(told.get(told.size() - 1).getGenes())
                .hasSizeGreaterThan(5)
                .filteredOn(gene -> number(gene.getGene()) > GENES / 2)
                .hasSizeLessThan(3);
    }

    @Test
    void aSampleAdvancesItsChartOnceAndOnlySettled() throws IOException {
        bench.release(calibrated("a"));
        CorrectedSample settled = sample("S", Stage.FINAL, 0);
        bench.send(sample("S", Stage.PROVISIONAL, 0));
        bench.send(settled);
        bench.send(settled);
        bench.send(CorrectedSample.newBuilder(settled).setEpoch(9).build());
        assertThat(bench.sentTo(Topics.DRIFT_READING))
                .extracting(DriftReading::getSamples)
                .containsExactly(1L);
    }

    @Test
    void lineagesHaveChartsOfTheirOwn() throws IOException {
        bench.release(calibrated("a"));
        bench.send(sample("S1", Stage.FINAL, 0));
        bench.send(CorrectedSample.newBuilder(sample("S2", Stage.FINAL, 0))
                .setLineage("lot/8")
                .build());
        assertThat(bench.sentTo(Topics.DRIFT_READING))
                .extracting(DriftReading::getSamples)
                .containsExactly(1L, 1L);
    }

    @Test
    void anotherModelBeginsChartsAnewAndClearsTheirAlarms() throws IOException {
        bench.release(calibrated("a"));
        stream(60, 0);
        stream(30, 1.5f);
        assertThat(bench.sentTo(Topics.DRIFT_ALERT)).isNotEmpty();
        bench.sentTo(Topics.DRIFT_READING);
        bench.release(calibrated("b"));
        stream(2, 0);
        assertThat(bench.sentTo(Topics.DRIFT_ALERT)).singleElement().satisfies(alert -> {
            assertThat(alert.getState()).isEqualTo(DriftState.CLEARED);
            assertThat(alert.getEvidence()).containsExactly("another model serves, and its charts begin anew");
        });
        assertThat(bench.sentTo(Topics.DRIFT_READING))
                .extracting(DriftReading::getSamples, DriftReading::getRaised)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, false), org.assertj.core.groups.Tuple.tuple(2L, false));
    }

    @Test
    void aModelThatServesAgainBeginsItsChartsAnew() throws IOException {
        bench.release(calibrated("a"));
        stream(2, 0);
        bench.release(calibrated("b"));
        stream(2, 0);
        bench.pass(Duration.ofMinutes(5));
        bench.release(calibrated("a"));
        stream(2, 0);
        assertThat(bench.sentTo(Topics.DRIFT_READING))
                .extracting(DriftReading::getSamples)
                .containsExactly(1L, 2L, 1L, 2L, 1L, 2L);
    }

    @Test
    void aLabelOfAnEarlierModelDisturbsNoChart() throws IOException {
        bench.release(calibrated("a"));
        stream(1, 0);
        Prediction early = bench.predictions().get(0);
        for (String later : List.of("b", "c")) {
            bench.release(calibrated(later));
            stream(1, 0);
        }
        bench.sentTo(Topics.DRIFT_READING);
        label(early, 0);
        stream(1, 0);
        assertThat(bench.sentTo(Topics.DRIFT_READING))
                .extracting(DriftReading::getSamples)
                .containsExactly(2L);
    }

    @Test
    void labelsAgainstTheModelAskForATrainingOnce() throws IOException {
        bench.release(calibrated("a"));
        stream(60, 0);
        for (Prediction prediction : bench.predictions()) {
            label(prediction, prediction.getRanked().size() - 1);
            label(prediction, prediction.getRanked().size() - 1);
        }
        assertThat(bench.sentTo(Topics.DRIFT_ALERT)).singleElement().satisfies(alert -> {
            assertThat(alert.getChannel()).isEqualTo(DriftChannel.LABELS);
            assertThat(alert.getCause()).isEqualTo(DriftCause.MODEL);
            assertThat(alert.getStatistic()).isGreaterThanOrEqualTo(alert.getTargetRunLength());
            assertThat(alert.getTrainingRequested()).isTrue();
        });
        assertThat(bench.sentTo(Topics.REQUEST))
                .singleElement()
                .satisfies(request -> assertThat(request.getBy()).isEqualTo("drift, LABELS"));
    }

    /** A study that is labelled as it is sent: the label waits for its sample, and counts once. */
    @Test
    void labelsThatCameBeforeTheirSamplesCountAsThoseThatComeLater() throws IOException {
        bench.release(calibrated("a"));
        for (int i = 0; i < 60; i++) {
            CorrectedSample sample = sample("S" + sent++, Stage.FINAL, 0);
            Label against =
                    new Label(sample.getSampleId(), sample.getSite(), leastProbable(sample), "test", ScoringBench.NOW);
            bench.label(against);
            bench.send(sample);
            bench.label(against);
        }
        assertThat(bench.sentTo(Topics.DRIFT_READING)).hasSize(60);
        assertThat(bench.sentTo(Topics.DRIFT_ALERT))
                .singleElement()
                .satisfies(alert -> assertThat(alert.getChannel()).isEqualTo(DriftChannel.LABELS));
    }

    private static String leastProbable(CorrectedSample sample) {
        double[] p = MODEL.probabilities(FloatVector.toArray(sample.getValues()));
        int least = 0;
        for (int c = 1; c < p.length; c++) {
            least = p[c] < p[least] ? c : least;
        }
        return MODEL.bundle().getClasses().get(least);
    }

    /** What the guard would not correct says nothing of the model: its calls are of values that are not on the scale. */
    @Test
    void samplesOfAConfoundedBatchSayNothingOfTheModel() throws IOException {
        bench.release(calibrated("a"));
        for (int i = 0; i < 10; i++) {
            CorrectedSample settled = sample("S" + sent++, Stage.FINAL, 0);
            CorrectedSample sample = CorrectedSample.newBuilder(settled)
                    .setCorrection(CorrectionSummary.newBuilder(settled.getCorrection())
                            .setMode(CorrectionMode.CONFOUNDED)
                            .build())
                    .build();
            bench.label(
                    new Label(sample.getSampleId(), sample.getSite(), leastProbable(sample), "test", ScoringBench.NOW));
            bench.send(sample);
        }
        List<DriftObservation> observations = bench.sentTo(Topics.DRIFT_OBSERVATION);
        assertThat(observations).hasSize(10).allSatisfy(seen -> {
            assertThat(seen.getConfidence()).isNaN();
            assertThat(seen.getAmbiguity()).isNaN();
            assertThat(seen.getOwnProbability()).isNull();
            assertThat(seen.getEnergySd()).isPositive();
        });
    }

    @Test
    void labelsThatFollowTheModelRaiseNothing() throws IOException {
        bench.release(calibrated("a"));
        stream(60, 0);
        bench.predictions().forEach(prediction -> label(prediction, 0));
        assertThat(bench.sentTo(Topics.DRIFT_ALERT)).isEmpty();
    }

    @Test
    void labelsAgainstTheModelAskForATrainingWhereAnotherAlarmStands() throws IOException {
        bench.release(calibrated("a"));
        stream(60, 0);
        List<Prediction> quiet = bench.predictions();
        stream(40, 1);
        String standing = bench.sentTo(Topics.DRIFT_ALERT).get(0).getId();
        assertThat(bench.sentTo(Topics.REQUEST)).isEmpty();
        for (Prediction prediction : quiet) {
            label(prediction, prediction.getRanked().size() - 1);
        }
        assertThat(bench.sentTo(Topics.REQUEST)).singleElement().satisfies(request -> {
            assertThat(request.getBy()).isEqualTo("drift, LABELS");
            assertThat(request.getWhy()).contains(standing);
        });
    }

    private void label(Prediction prediction, int rank) {
        bench.label(new Label(
                prediction.getSampleId(),
                prediction.getSite(),
                prediction.getRanked().get(rank).getSubtype(),
                "test",
                ScoringBench.NOW));
    }

    @Test
    void shiftedControlsNameTheInstrument() throws IOException {
        bench.release(calibrated("a"));
        sendControls("pool", controls(8, 0, random));
        assertThat(bench.sentTo(Topics.DRIFT_ALERT)).isEmpty();
        sendControls("pool", controls(12, 1, random));
        assertThat(bench.sentTo(Topics.DRIFT_ALERT)).singleElement().satisfies(alert -> {
            assertThat(alert.getControl()).isTrue();
            assertThat(alert.getCause()).isEqualTo(DriftCause.INSTRUMENT_OR_LOT);
            assertThat(alert.getEvidence()).anyMatch(line -> line.contains("controls loud"));
        });
        assertThat(bench.sentTo(Topics.DRIFT_READING)).hasSize(20);
    }

    @Test
    void controlsOfAMaterialThatNobodyKnowsAreNotCharted() throws IOException {
        bench.release(calibrated("a"));
        sendControls("other", controls(2, 0, random));
        assertThat(bench.sentTo(Topics.DRIFT_READING)).isEmpty();
    }

    private void sendControls(String material, float[][] values) {
        for (float[] x : values) {
            bench.send(Samples.sample("C" + sent++, Stage.FINAL, "none", x)
                    .setFitId(null)
                    .setLineage("lot 7")
                    .setRole(SampleRole.BRIDGE_CONTROL)
                    .setControlMaterial(material)
                    .build());
        }
    }

    private static float[][] controls(int count, float shift, SplittableRandom random) {
        float[][] controls = new float[count][];
        for (int i = 0; i < count; i++) {
            controls[i] = drawn(random);
            for (int g = 0; g < GENES; g++) {
                controls[i][g] = .3f * controls[i][g] + g % 5 + shift;
            }
        }
        return controls;
    }

    @Test
    void aBundleWithoutCalibrationHasNoCharts() throws IOException {
        bench.release(MODEL.bundle());
        stream(3, 0);
        assertThat(bench.predictions()).hasSize(3);
        assertThat(bench.sentTo(Topics.DRIFT_READING)).isEmpty();
    }

    @Test
    void chartsOfALatentSpaceThatTheBundleLacksAreRefused() {
        ModelBundle lacking =
                ModelBundle.newBuilder(calibrated("a")).setStrangeness(null).build();
        assertThatThrownBy(() -> new Model("bundle", lacking))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining("3 axes of a latent space that has 0");
    }

    private static ModelBundle calibrated(String fingerprint) {
        return ModelBundle.newBuilder(MODEL.bundle())
                .setDrift(ByteBuffer.wrap(DRIFT))
                .setStrangeness(ByteBuffer.wrap(StrangenessFormat.write(STRANGENESS)))
                .setDataFingerprint(fingerprint)
                .build();
    }

    /** @param shift of the first half of the genes */
    private void stream(int samples, float shift) {
        for (int i = 0; i < samples; i++) {
            bench.send(sample("S" + sent++, Stage.FINAL, shift));
        }
    }

    private CorrectedSample sample(String id, Stage stage, float shift) {
        float[] x = drawn(random);
        for (int g = 0; g < GENES / 2; g++) {
            x[g] += shift;
        }
        return Samples.sample(id, stage, "none", x)
                .setFitId(null)
                .setLineage("lot 7")
                .build();
    }

    private static int number(String name) {
        return Integer.parseInt(name.replaceAll("\\D", ""));
    }

    private static float[] drawn(SplittableRandom random) {
        float[] x = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            x[g] = (float) random.nextGaussian();
        }
        return x;
    }

    /** Of few samples and therefore on three axes: ten would be a sixth of all that sixty unrelated genes do. */
    private static Strangeness strangeness(SplittableRandom random) {
        float[][] x = new float[60][];
        Arrays.setAll(x, i -> drawn(random));
        LatentSpace space = LatentSpace.of(Arrays.copyOf(x, 30), new int[30], 1);
        return Strangeness.of(space, Arrays.copyOfRange(x, 30, 60));
    }

    private static DriftCohort cohort(int samples, SplittableRandom random) {
        List<Profile> profiles = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        int[] y = new int[samples];
        for (int i = 0; i < samples; i++) {
            float[] x = drawn(random);
            double[] p = MODEL.probabilities(x);
            for (int c = 1; c < p.length; c++) {
                y[i] = p[c] > p[y[i]] ? c : y[i];
            }
            profiles.add(new Profile(x, STRANGENESS.space().place(x).latent(), p, false));
            subjects.add("P" + i);
        }
        return new DriftCohort(profiles, y, subjects);
    }
}
