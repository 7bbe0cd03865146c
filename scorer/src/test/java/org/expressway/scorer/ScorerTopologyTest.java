package org.expressway.scorer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.SubtypeProbability;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTopologyTest {
    private static final float[] VALUES = {1, -2, .5f, 3};

    private final SmallModel small = SmallModel.random(1, VALUES.length, 3);

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
    void eachStageOfASampleIsScoredOnce() throws IOException {
        bench.release(small.bundle());
        bench.send(Samples.provisional("S1", VALUES));
        bench.send(Samples.closed("S1", VALUES));
        assertThat(bench.predictions())
                .extracting(Prediction::getStage)
                .containsExactly(Stage.PROVISIONAL, Stage.FINAL);
    }

    @Test
    void aRepetitionAddsNothing() throws IOException {
        bench.release(small.bundle());
        for (int i = 0; i < 3; i++) {
            bench.send(Samples.provisional("S1", VALUES));
            bench.send(Samples.closed("S1", VALUES));
            bench.send(Samples.provisional("S2", VALUES));
        }
        assertThat(bench.predictions()).hasSize(3).extracting(Prediction::getId).doesNotHaveDuplicates();
        assertThat(bench.rejected()).isEmpty();
    }

    @Test
    void aSampleDerivedAgainWithAnotherFitAddsNothing() throws IOException {
        bench.release(small.bundle());
        bench.send(Samples.sample("S1", Stage.PROVISIONAL, "fit-8", VALUES).build());
        bench.send(Samples.sample("S1", Stage.PROVISIONAL, "fit-16", VALUES).build());
        assertThat(bench.predictions())
                .singleElement()
                .extracting(Prediction::getFitId)
                .isEqualTo("fit-8");
    }

    @Test
    void aNewEpochIsScoredAgain() throws IOException {
        bench.release(small.bundle());
        CorrectedSample first = Samples.closed("S1", VALUES);
        bench.send(first);
        bench.send(
                CorrectedSample.newBuilder(first).setEpoch(first.getEpoch() + 1).build());
        assertThat(bench.predictions()).extracting(Prediction::getEpoch).containsExactly(3L, 4L);
    }

    @Test
    void controlsBlanksAndTombstonesAreNotScored() throws IOException {
        bench.release(small.bundle());
        for (SampleRole role : List.of(SampleRole.BRIDGE_CONTROL, SampleRole.BLANK, SampleRole.UNKNOWN)) {
            bench.send(CorrectedSample.newBuilder(Samples.closed("S1", VALUES))
                    .setRole(role)
                    .build());
        }
        bench.send(new TestRecord<>("A/S1".getBytes(UTF_8), null));
        assertThat(bench.predictions()).isEmpty();
        assertThat(bench.rejected()).isEmpty();
    }

    @Test
    void subtypesAreRankedAndTheMarginIsBetweenTheFirstTwo() throws IOException {
        String bundle = bench.release(small.bundle());
        bench.send(Samples.closed("S1", VALUES));
        Prediction prediction = bench.predictions().get(0);
        double[] expected = small.probabilities(VALUES);
        List<SubtypeProbability> ranked = prediction.getRanked();
        assertThat(ranked)
                .hasSize(3)
                .isSortedAccordingTo((a, b) -> Double.compare(b.getProbability(), a.getProbability()));
        for (int k = 0; k < expected.length; k++) {
            String name = small.classes().get(k);
            double seen = ranked.stream()
                    .filter(each -> each.getSubtype().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .getProbability();
            assertThat(seen).as(name).isCloseTo(expected[k], within(1e-5));
        }
        assertThat(prediction.getMargin())
                .isEqualTo(ranked.get(0).getProbability() - ranked.get(1).getProbability());
        assertThat(prediction.getBundleSha256()).isEqualTo(bundle);
    }

    @Test
    void equalProbabilitiesStandInTheModelsOrder() throws IOException {
        SmallModel flat = new SmallModel(new float[VALUES.length][3], new float[3], new float[VALUES.length]);
        bench.release(flat.bundle());
        bench.send(Samples.closed("S1", VALUES));
        Prediction prediction = bench.predictions().get(0);
        assertThat(prediction.getRanked())
                .extracting(SubtypeProbability::getSubtype)
                .containsExactly("class0", "class1", "class2");
        assertThat(prediction.getMargin()).isZero();
    }

    @Test
    void aPredictionSaysWhereItComesFrom() throws IOException {
        bench.release(small.bundle());
        bench.send(Samples.provisional("S0", VALUES));
        bench.send(Samples.closed("S1", VALUES));
        Prediction prediction = bench.predictions().get(1);
        assertThat(prediction.getFitId()).isEqualTo("fit-all");
        assertThat(prediction.getOrigin()).isEqualTo(Samples.RAW);
        assertThat(prediction.getCorrectedOrigin().getTopic()).isEqualTo(Topics.CORRECTED.name());
        assertThat(prediction.getCorrectedOrigin().getOffset()).isEqualTo(1);
        assertThat(prediction.getTimes().getReceivedAt()).isEqualTo(Samples.RECEIVED);
        assertThat(prediction.getTimes().getScoredAt()).isEqualTo(ScoringBench.NOW);
        assertThat(prediction.getFlags()).contains("small batch", "missingGenes: many are missing");
        assertThat(prediction.getRuntime().getRuntime()).startsWith("onnxruntime 1.");
    }

    @Test
    void missingGenesAreImputedAndCounted() throws IOException {
        bench.release(small.bundle());
        float[] missing = {Float.NaN, -2, Float.NaN, 3};
        bench.send(Samples.closed("S1", missing));
        Prediction prediction = bench.predictions().get(0);
        assertThat(prediction.getImputedGenes()).isEqualTo(2);
        double best = Arrays.stream(small.probabilities(missing)).max().orElseThrow();
        assertThat(prediction.getRanked().get(0).getProbability()).isCloseTo(best, within(1e-5));
    }

    @Test
    void aCompleteReprocessGivesTheSamePredictions(@TempDir Path again) throws IOException {
        try (ScoringBench second = new ScoringBench(again)) {
            for (ScoringBench each : List.of(bench, second)) {
                each.release(small.bundle());
                each.send(Samples.provisional("S1", VALUES));
                each.send(Samples.closed("S1", VALUES));
            }
            List<Prediction> predictions = bench.predictions();
            assertThat(predictions).hasSize(2).isEqualTo(second.predictions());
        }
    }

    @Test
    void anIdTellsSampleStageFitReferenceAndBundleApart() {
        CorrectedSample sample = Samples.closed("S1", VALUES);
        assertThat(List.of(
                        Predictions.id(sample, "bundle"),
                        Predictions.id(sample, "another"),
                        Predictions.id(Samples.closed("S2", VALUES), "bundle"),
                        Predictions.id(Samples.provisional("S1", VALUES), "bundle"),
                        Predictions.id(changed(sample).setFitId(null).build(), "bundle"),
                        Predictions.id(changed(sample).setReferenceId("another").build(), "bundle")))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).hasSize(64));
        assertThat(Predictions.id(Samples.closed("S1"), "bundle")).isEqualTo(Predictions.id(sample, "bundle"));
    }

    private static CorrectedSample.Builder changed(CorrectedSample sample) {
        return CorrectedSample.newBuilder(sample);
    }
}
