package org.expressway.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.expressway.analysis.correct.StoredFit;
import org.expressway.analysis.correct.StoredFitFormat;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.stream.fixture.Counts;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenBatchTest {
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
    void everySampleIsProvisionalExactlyOnce() {
        batch.arrive(BatchBench.ids(1, 20)).later(Duration.ofMinutes(10));

        assertThat(batch.corrected()).extracting(CorrectedSample::getStage).containsOnly(Stage.PROVISIONAL);
        assertThat(batch.ids(Stage.PROVISIONAL)).isEqualTo(BatchBench.ids(1, 20));
    }

    @Test
    void aCorrectedRecordSaysWhereItStandsAndWhenItPassed() {
        batch.later(Duration.ofSeconds(2)).arrive(List.of("S01"));

        CorrectedSample sample = batch.corrected().get(0);
        assertThat(sample.getReferenceId()).isEqualTo(laboratory.referenceId());
        assertThat(sample.getEpoch()).isEqualTo(1);
        assertThat(sample.getTimes().getPublishedAt()).isEqualTo(Laboratory.PUBLISHED);
        assertThat(sample.getTimes().getCorrectedAt()).isEqualTo(Laboratory.PUBLISHED.plusSeconds(2));
        assertThat(sample.getOrigin())
                .isEqualTo(laboratory.raw(laboratory.sample("S01").build()).getOrigin());
    }

    @Test
    void aBatchIsUncorrectedBelowEightAndCorrectedFromEightOn() {
        batch.arrive(BatchBench.ids(1, 10));

        assertThat(batch.corrected().subList(0, 7)).allSatisfy(sample -> {
            assertThat(sample.getCorrection().getMode()).isEqualTo(CorrectionMode.UNCORRECTED);
            assertThat(sample.getCorrection().getReason()).contains("fewer than 8");
            assertThat(sample.getFitId()).isNull();
        });
        assertThat(batch.corrected().subList(7, 10)).allSatisfy(sample -> {
            assertThat(sample.getCorrection().getMode()).isEqualTo(CorrectionMode.SVA);
            assertThat(sample.getCorrection().getSamples()).isEqualTo(8);
            assertThat(sample.getCorrection().getMeanPosteriorSd()).isBetween(.01, 1.0);
        });
    }

    @Test
    void fitsAreRenewedAsTheBatchDoubles() {
        batch.arrive(BatchBench.ids(1, 40));

        List<CorrectedSample> said = batch.corrected();
        for (int n = 8; n <= 40; n++) {
            int expected = n < 16 ? 8 : n < 32 ? 16 : 32;
            assertThat(said.get(n - 1).getCorrection().getSamples())
                    .as("sample %s", n)
                    .isEqualTo(expected);
        }
        assertThat(said.subList(7, 40))
                .extracting(CorrectedSample::getFitId)
                .doesNotContainNull()
                .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(3));
    }

    @Test
    void controlsDelayNoFit() {
        batch.arrive(laboratory.sample("C1").setRole(SampleRole.BRIDGE_CONTROL).setControlMaterial("pool"));
        batch.arrive(BatchBench.ids(1, 3));
        batch.arrive(laboratory.sample("C2").setRole(SampleRole.BRIDGE_CONTROL).setControlMaterial("pool"));
        batch.arrive(BatchBench.ids(4, 9));

        assertThat(batch.corrected().get(9).getCorrection().getSamples())
                .as("S08")
                .isEqualTo(8);
    }

    @Test
    void aFitIsStoredBeforeItIsCited() throws IOException {
        for (String id : BatchBench.ids(1, 17)) {
            batch.arrive(List.of(id));
            String fitId = batch.corrected().get(batch.corrected().size() - 1).getFitId();
            if (fitId != null) {
                assertThat(laboratory.store().has(fitId)).as(id).isTrue();
            }
        }

        StoredFit fit = StoredFitFormat.read(
                laboratory.store().get(batch.corrected().get(16).getFitId()));
        assertThat(fit.referenceId()).isEqualTo(laboratory.referenceId());
        assertThat(fit.batch()).isEqualTo(Laboratory.BATCH);
        assertThat(fit.members())
                .isEqualTo(BatchBench.ids(1, 16).stream().map(id -> "B/" + id).toList());
    }

    @Test
    void controlsAndBlanksNeverEnterTheFit() throws IOException {
        batch.arrive(laboratory.sample("S00").setRole(SampleRole.BLANK));
        batch.arrive(laboratory.sample("S99").setRole(SampleRole.BRIDGE_CONTROL));
        batch.arrive(BatchBench.ids(1, 7));
        assertThat(batch.corrected()).extracting(CorrectedSample::getFitId).containsOnlyNulls();

        batch.arrive(List.of("S08"));

        String fitId = batch.corrected().get(9).getFitId();
        assertThat(StoredFitFormat.read(laboratory.store().get(fitId)).members())
                .hasSize(8)
                .doesNotContain("B/S00", "B/S99");
        batch.close(List.of("S00", "S01", "S02", "S99")).settle();
        assertThat(batch.corrected(Stage.FINAL))
                .as("two study samples are too few, controls do not count")
                .allSatisfy(
                        sample -> assertThat(sample.getCorrection().getMode()).isEqualTo(CorrectionMode.UNCORRECTED));
    }

    @Test
    void aRefusedSampleOpensNoBatchAndIsPassedOn() {
        batch.refuse("S01");

        assertThat(batch.rejected())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getSampleId()).isEqualTo("S01"));
        assertThat(batch.keys("batch")).isEmpty();
    }

    @Test
    void aRefusalOfABatchThatNeverOpensIsForgotten() {
        batch.refuse("S01").settle();

        assertThat(batch.keys("refused")).isEmpty();
        assertThat(batch.keys("batch")).isEmpty();
    }

    @Test
    void aRecordUnderAForeignKeyLeavesNoState() {
        batch.arrive(laboratory.sample("S01").setBatchId("a/b"));

        assertThat(batch.rejected()).hasSize(1);
        assertThat(batch.keys("refused")).isEmpty();
    }

    @Test
    void aManifestThatClosesNothingOpensNothing() {
        batch.manifest(BatchBench.closed(List.of()).setState(RunState.OPEN).setExpectedSampleIds(List.of("S01")));
        batch.close(List.of());

        assertThat(batch.keys("batch")).isEmpty();
        assertThat(batch.timers()).isZero();
    }

    @Test
    void oneTimerIsEnoughHoweverManySamplesCome() {
        for (String id : BatchBench.ids(1, 12)) {
            batch.arrive(List.of(id)).later(Duration.ofMillis(7));
        }

        assertThat(batch.timers()).isEqualTo(1);
    }

    @Test
    void samplesOfTheReferencePassUncorrectedAndFinal() {
        for (int i = 0; i < 10; i++) {
            batch.arrive(laboratory
                    .sample("r" + i)
                    .setSite("A")
                    .setBatchId("R1")
                    .setValues(FloatVector.of(Counts.of("R1", "r" + i))));
        }
        batch.manifest(BatchBench.closed(List.of("r0")).setSite("A").setBatchId("R1"));

        assertThat(batch.corrected()).hasSize(10).allSatisfy(sample -> {
            assertThat(sample.getStage()).isEqualTo(Stage.FINAL);
            assertThat(sample.getCorrection().getMode()).isEqualTo(CorrectionMode.REFERENCE);
            assertThat(sample.getFitId()).isNull();
        });
        assertThat(batch.keys("batch")).isEmpty();
        assertThat(batch.timers()).isZero();
    }
}
