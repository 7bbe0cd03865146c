package org.expressway.trainer.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.trainer.cohort.FirstValues;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipes;
import org.expressway.trainer.recipe.TrainedModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    private static final int[] LEARNED = IntStream.range(0, 120).toArray();
    private static final int[] HELD_OUT = IntStream.range(120, 200).toArray();
    private static final TrainingSet SET = set();
    private static final TrainedModel MODEL =
            Recipes.named("logistic").train(SET, new Split(LEARNED, new int[0], HELD_OUT, false), 1, Progress.silent());

    @BeforeAll
    static void asInEveryProcess() {
        AvroSafety.apply();
    }

    @Test
    void whatABundleHoldsIsWhatWasLearned() throws Exception {
        Calibration calibration = Calibrator.of(MODEL, SET, LEARNED, HELD_OUT, firstServed());
        Calibration read = BundleCalibration.read(throughABundle(calibration)).orElseThrow();
        assertThat(read.samples()).isEqualTo(80);
        assertThat(read.temperature()).isEqualTo(calibration.temperature());
        assertThat(read.sets().keySet()).containsExactly("FINAL", "PROVISIONAL");
        assertThat(read.sets().get("FINAL"))
                .usingRecursiveComparison()
                .isEqualTo(calibration.sets().get("FINAL"));
        assertThat(read.centroids()).isEqualTo(calibration.centroids());
        assertThat(read.provisionalTemperature()).isEqualTo(calibration.provisionalTemperature());
        assertThat(read.provisionalStrangeness().orElseThrow().tail(SET.x().get(130)))
                .isEqualTo(calibration
                        .provisionalStrangeness()
                        .orElseThrow()
                        .tail(SET.x().get(130)));
        float[] row = SET.x().get(150);
        assertThat(read.strangeness().orElseThrow().tail(row))
                .isEqualTo(calibration.strangeness().orElseThrow().tail(row));
    }

    @Test
    void provisionalValuesAreCalibratedApart() {
        Calibration calibration = Calibrator.of(MODEL, SET, LEARNED, HELD_OUT, firstServed());
        // First served values are noisier, so that the same model is surer of them than it should be.
        assertThat(calibration.provisionalTemperature().value())
                .isGreaterThan(calibration.temperature().value());
        assertThat(calibration.sets().get("PROVISIONAL").thresholds())
                .isNotEqualTo(calibration.sets().get("FINAL").thresholds());
        assertThat(calibration.provisionalStrangeness().orElseThrow().energy().quantile(.5))
                .isGreaterThan(calibration.strangeness().orElseThrow().energy().quantile(.5));
    }

    @Test
    void withoutFirstServedValuesOnlyFinalIsCalibrated() {
        FirstValues none = FirstValues.none(200);
        assertThat(Calibrator.of(MODEL, SET, LEARNED, HELD_OUT, none).sets()).containsOnlyKeys("FINAL");
    }

    @Test
    void aSubjectThatTaughtTheModelDoesNotCalibrateIt() {
        int[] known = IntStream.range(119, 200).toArray();
        assertThatThrownBy(() -> Calibrator.of(MODEL, SET, LEARNED, known, firstServed()))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessageContaining("p119");
    }

    @Test
    void aBundleOfAnEarlierVersionHasNone() throws Exception {
        assertThat(BundleCalibration.read(bundle().build())).isEmpty();
    }

    private static ModelBundle throughABundle(Calibration calibration) throws Exception {
        ModelBundle.Builder bundle = bundle();
        BundleCalibration.write(calibration, SET.classes(), bundle);
        RecordArtifact<ModelBundle> artifact = new RecordArtifact<>(ModelBundle.class);
        return artifact.read(artifact.write(bundle.build()));
    }

    private static ModelBundle.Builder bundle() {
        return ModelBundle.newBuilder()
                .setModel("subtype")
                .setRecipe("logistic")
                .setReferenceId("r")
                .setPanelId("p")
                .setClasses(SET.classes())
                .setImputation(List.of())
                .setOnnx(ByteBuffer.allocate(0))
                .setDataFingerprint("f")
                .setSeed(1);
    }

    private static FirstValues firstServed() {
        SplittableRandom random = new SplittableRandom(3);
        List<float[]> rows = new ArrayList<>();
        for (float[] row : SET.x()) {
            float[] served = row.clone();
            for (int g = 0; g < served.length; g++) {
                served[g] += (float) (2 * random.nextGaussian());
            }
            rows.add(served);
        }
        return FirstValues.of(rows);
    }

    private static TrainingSet set() {
        SplittableRandom random = new SplittableRandom(2);
        float[][] x = new float[200][20];
        List<String> labels = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            labels.add(i % 2 == 0 ? "a" : "b");
            ids.add("p" + i);
            for (int g = 0; g < 20; g++) {
                x[i][g] = (float) (5 + (g % 2 == i % 2 ? .8 : 0) + random.nextGaussian());
            }
        }
        return TrainingSet.of(x, labels, ids, ids);
    }
}
