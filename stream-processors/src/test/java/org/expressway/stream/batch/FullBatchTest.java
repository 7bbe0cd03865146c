package org.expressway.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.Stage;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch holds ten samples here. */
final class FullBatchTest {
    private Laboratory laboratory;
    private BatchBench batch;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
        batch = new BatchBench(laboratory, laboratory.config(Laboratory.SETTINGS.withMaxBatchSize(10)));
    }

    @AfterEach
    void close() {
        batch.close();
        laboratory.close();
    }

    @Test
    void whatComesBeyondIsRefusedWithARemedy() {
        batch.arrive(BatchBench.ids(1, 12));

        assertThat(batch.ids(Stage.PROVISIONAL)).isEqualTo(BatchBench.ids(1, 10));
        assertThat(batch.rejected()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.getReason()).isEqualTo(RejectionReason.BATCH_FULL);
            assertThat(letter.getMessage()).contains("B/run1 holds 10 samples", "close the run");
            assertThat(letter.getKey()).isNotNull();
            assertThat(letter.getValue())
                    .isEqualTo(laboratory
                            .raw(laboratory.sample(letter.getSampleId()).build())
                            .getValue());
        });
    }

    @Test
    void whatWasRefusedIsNotWaitedFor() {
        batch.arrive(BatchBench.ids(1, 12)).close(BatchBench.ids(1, 12)).settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 10));
        assertThat(batch.manifests())
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.getMemberSampleIds()).isEqualTo(BatchBench.ids(1, 10)));
    }

    @Test
    void aManifestKeepsAPlaceForItsMembers() {
        batch.arrive(BatchBench.ids(1, 9))
                .close(BatchBench.ids(8, 12))
                .arrive(BatchBench.ids(10, 12))
                .settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(8, 12));
        assertThat(batch.rejected()).isEmpty();
    }

    @Test
    void aWithdrawalMakesRoom() {
        batch.arrive(BatchBench.ids(1, 10)).withdraw("S01").arrive(List.of("S11"));

        assertThat(batch.rejected()).isEmpty();
    }

    @Test
    void afterTheCloseNothingIsHeldSoNothingIsRefused() {
        batch.arrive(BatchBench.ids(1, 10))
                .close(BatchBench.ids(1, 10))
                .settle()
                .later(Duration.ofDays(1));
        batch.arrive(List.of("S11"));

        assertThat(batch.ids(Stage.LATE)).containsExactly("S11");
    }

    @Test
    void whatWasTurnedAwayIsCorrectedOnceWhenItIsRedrivenAfterTheClose() {
        batch.arrive(BatchBench.ids(1, 11)).close(BatchBench.ids(1, 10)).settle();

        batch.restart().redriven("S11", 1).redriven("S11", 2);

        assertThat(batch.ids(Stage.LATE)).containsExactly("S11");
        assertThat(batch.rejected()).hasSize(1);
    }

    @Test
    void whatIsRedrivenIntoABatchThatIsStillFullIsTheSameCaseOnceMore() {
        batch.arrive(BatchBench.ids(1, 11)).redriven("S11", 1).restart().redriven("S11", 2);

        assertThat(batch.rejected())
                .hasSize(3)
                .allSatisfy(letter -> assertThat(letter.getId())
                        .isEqualTo(batch.rejected().get(0).getId()));
        assertThat(batch.rejected()).extracting(DeadLetter::getRedriveCount).containsExactly(0, 1, 2);
    }

    @Test
    void whatIsRedrivenWhenThereIsRoomBecomesAMember() {
        batch.arrive(BatchBench.ids(1, 11)).withdraw("S01").redriven("S11", 1);
        batch.close(BatchBench.ids(2, 11)).settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(2, 11));
    }

    @Test
    void aRecordThatOnlySaysItWasRedrivenCountsOnce() {
        batch.arrive(BatchBench.ids(1, 10)).redriven("S03", 1);
        batch.close(BatchBench.ids(1, 10)).settle().redriven("S03", 2);

        assertThat(batch.ids(Stage.PROVISIONAL)).isEqualTo(BatchBench.ids(1, 10));
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 10));
        assertThat(batch.ids(Stage.LATE)).isEmpty();
        assertThat(batch.rejected()).isEmpty();
    }
}
