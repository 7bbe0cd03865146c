package org.expressway.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.Stage;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClosedBatchTest {
    private Laboratory laboratory;
    private BatchBench batch;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
        batch = new BatchBench(laboratory);
    }

    @AfterEach
    void close() {
        batch.close();
        laboratory.close();
    }

    @Test
    void aLateSampleIsCorrectedWithTheClosedFit() {
        batch.arrive(BatchBench.ids(1, 10)).close(BatchBench.ids(1, 10)).settle();

        batch.restart().arrive(List.of("S11"));

        CorrectedSample late = batch.corrected(Stage.LATE).get(0);
        assertThat(late.getSampleId()).isEqualTo("S11");
        assertThat(late.getCorrection().getMode()).isEqualTo(CorrectionMode.SVA);
        assertThat(late.getFitId())
                .isEqualTo(batch.corrected(Stage.FINAL).get(0).getFitId());
        assertThat(batch.ids(Stage.PROVISIONAL)).doesNotContain("S11");
    }

    @Test
    void aSampleThatComesWhileTheBatchIsClosingIsLateToo() {
        batch.arrive(BatchBench.ids(1, 10))
                .close(BatchBench.ids(1, 10))
                .later(Duration.ofMillis(1))
                .arrive(List.of("S11"));
        assertThat(batch.ids(Stage.FINAL)).hasSize(5);
        assertThat(batch.ids(Stage.LATE)).containsExactly("S11");

        batch.settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 10));
        assertThat(batch.corrected(Stage.LATE).get(0).getFitId())
                .isEqualTo(batch.corrected(Stage.FINAL).get(0).getFitId());
    }

    @Test
    void nothingReopensAClosedBatch() {
        batch.arrive(BatchBench.ids(1, 10)).close(BatchBench.ids(1, 10)).settle();
        int said = batch.corrected().size();

        batch.close(BatchBench.ids(1, 12)).close(List.of()).refuse("S13").settle();

        assertThat(batch.corrected()).hasSize(said);
        assertThat(batch.manifests())
                .as("who the members are stays the last word")
                .hasSize(2)
                .allSatisfy(
                        manifest -> assertThat(manifest.getMemberSampleIds()).isEqualTo(BatchBench.ids(1, 10)));
        assertThat(batch.rejected()).hasSize(1);
    }

    @Test
    void onlyTheBatchRecordIsLeft() {
        batch.refuse("S12")
                .arrive(BatchBench.ids(1, 11))
                .close(BatchBench.ids(1, 12))
                .settle()
                .arrive(List.of("S13"));

        assertThat(batch.keys("batch")).containsExactly(Laboratory.BATCH);
        assertThat(List.of("held", "refused", "values", "alarm"))
                .allSatisfy(state -> assertThat(batch.keys(state)).as(state).isEmpty());
        assertThat(batch.timers()).isZero();
    }

    @Test
    void aBatchThatClosesTooSmallStaysUncorrected() {
        batch.arrive(BatchBench.ids(1, 9)).close(BatchBench.ids(1, 7)).settle();

        assertThat(batch.corrected(Stage.PROVISIONAL).get(8).getFitId())
                .as("it had a fit while it was open")
                .isNotNull();
        assertThat(batch.corrected(Stage.FINAL)).hasSize(7);
        assertThat(batch.corrected().stream()
                        .filter(sample -> sample.getStage() != Stage.PROVISIONAL)
                        .toList())
                .allSatisfy(sample -> {
                    assertThat(sample.getCorrection().getMode()).isEqualTo(CorrectionMode.UNCORRECTED);
                    assertThat(sample.getFitId()).isNull();
                });
    }

    @Test
    void whereTheReferenceSwitchesCorrectionOffNothingIsFitted(@TempDir Path directory) throws IOException {
        try (Laboratory uncorrected = new Laboratory(directory, CorrectionMethod.NONE);
                BatchBench bench = new BatchBench(uncorrected)) {
            bench.arrive(BatchBench.ids(1, 20)).close(BatchBench.ids(1, 20)).settle();

            assertThat(bench.corrected()).hasSize(40).allSatisfy(sample -> {
                assertThat(sample.getCorrection().getMode()).isEqualTo(CorrectionMode.UNCORRECTED);
                assertThat(sample.getCorrection().getReason()).contains("switches correction off");
                assertThat(sample.getFitId()).isNull();
            });
            assertThat(bench.corrected(Stage.FINAL).get(3).getValues())
                    .isEqualTo(bench.corrected(Stage.PROVISIONAL).get(3).getValues());
        }
    }
}
