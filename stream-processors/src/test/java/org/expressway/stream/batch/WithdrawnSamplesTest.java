package org.expressway.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.Stage;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WithdrawnSamplesTest {
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
    void anOpenBatchIsAsIfTheSampleHadNeverBeenThere() {
        batch.arrive(BatchBench.ids(1, 12))
                .withdraw("S04")
                .close(BatchBench.ids(1, 12))
                .settle();

        List<String> others = without("S04", BatchBench.ids(1, 12));
        assertThat(batch.tombstones()).containsExactly("B/S04");
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(others);
        assertThat(fitOf(batch)).isEqualTo(fitOfABatchOf(others));
        assertThat(lastManifest().getMemberSampleIds()).isEqualTo(others);
        assertThat(lastManifest().getClosedBy()).isEqualTo(ClosedBy.SETTLED);
        assertThat(batch.rejected()).isEmpty();
    }

    @Test
    void provisionalFitsForgetTheSampleToo() {
        batch.arrive(BatchBench.ids(1, 8)).withdraw("S04").arrive(BatchBench.ids(9, 10));

        List<CorrectedSample> said = batch.corrected();
        assertThat(said.get(8).getCorrection().getSamples()).isEqualTo(8);
        assertThat(said.get(8).getFitId()).isNotEqualTo(said.get(7).getFitId());
        assertThat(said.get(9).getFitId()).isEqualTo(said.get(8).getFitId());
    }

    @Test
    void aBatchThatWithdrawalsMadeTooSmallIsUncorrected() {
        batch.arrive(BatchBench.ids(1, 8)).withdraw("S04").withdraw("S05").arrive(List.of("S09"));

        assertThat(batch.corrected().get(8).getFitId()).isNull();
    }

    @Test
    void aWithdrawnMemberIsNotWaitedFor() {
        batch.arrive(BatchBench.ids(1, 9))
                .close(BatchBench.ids(1, 10))
                .withdraw("S10")
                .settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 9));
    }

    @Test
    void ofAClosedBatchTheSampleDisappearsAndTheFitStays() {
        batch.arrive(BatchBench.ids(1, 10)).close(BatchBench.ids(1, 10)).settle();
        String fitId = fitOf(batch);

        batch.withdraw("S02").restart().withdraw("S02").arrive(List.of("S11")).settle();

        assertThat(batch.tombstones()).as("counts once").containsExactly("B/S02");
        assertThat(batch.corrected(Stage.LATE).get(0).getFitId()).isEqualTo(fitId);
        assertThat(lastManifest().getMemberSampleIds()).isEqualTo(BatchBench.ids(1, 10));
        assertThat(batch.keys("held")).isEmpty();
    }

    @Test
    void whileItsBatchIsClosingItIsNotSaidAnyMore() {
        batch.arrive(BatchBench.ids(1, 12))
                .close(BatchBench.ids(1, 12))
                .later(Duration.ofMillis(1))
                .withdraw("S02")
                .withdraw("S09")
                .settle();

        assertThat(batch.ids(Stage.FINAL))
                .as("S02 had been said when it was withdrawn")
                .isEqualTo(without("S09", BatchBench.ids(1, 12)));
        assertThat(batch.tombstones()).containsExactly("B/S02", "B/S09");
        assertThat(fitOf(batch)).isEqualTo(fitOfABatchOf(BatchBench.ids(1, 12)));
    }

    @Test
    void whatWasWithdrawnBeforeItCameIsNeverSaid() {
        batch.withdraw("S03")
                .restart()
                .arrive(BatchBench.ids(1, 10))
                .close(BatchBench.ids(1, 10))
                .settle();

        assertThat(batch.corrected()).extracting(CorrectedSample::getSampleId).doesNotContain("S03");
        assertThat(fitOf(batch)).isEqualTo(fitOfABatchOf(without("S03", BatchBench.ids(1, 10))));
        assertThat(batch.rejected()).as("it had been published before").isEmpty();
    }

    @Test
    void whatIsPublishedAfterItsWithdrawalIsADeadLetter() {
        batch.withdraw("S03").arriveLater(Duration.ofHours(2), "S03");

        assertThat(batch.corrected()).isEmpty();
        assertThat(batch.rejected()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(RejectionReason.WITHDRAWN);
            assertThat(letter.getSampleId()).isEqualTo("S03");
            assertThat(letter.getValue().array())
                    .isEqualTo(laboratory.encoded(laboratory.sample("S03").build()));
        });
    }

    @Test
    void whatIsRedrivenAfterItsWithdrawalIsRefusedAgainAndNotSwallowed() {
        batch.withdraw("S03").arriveLater(Duration.ofHours(2), "S03").redrivenLater(Duration.ofHours(3), "S03");

        assertThat(batch.corrected()).isEmpty();
        assertThat(batch.rejected()).extracting(DeadLetter::getReason).containsOnly(RejectionReason.WITHDRAWN);
        assertThat(batch.rejected()).extracting(DeadLetter::getRedriveCount).containsExactly(0, 1);
    }

    @Test
    void aLateSampleCanBeWithdrawnToo() {
        batch.arrive(BatchBench.ids(1, 10)).close(BatchBench.ids(1, 10)).settle();
        batch.arrive(List.of("S11")).withdraw("S11");

        assertThat(batch.tombstones()).containsExactly("B/S11");
        assertThat(batch.manifests()).isEmpty();
    }

    private RunManifest lastManifest() {
        return batch.manifests().get(batch.manifests().size() - 1);
    }

    private String fitOfABatchOf(List<String> ids) {
        try (BatchBench other = new BatchBench(laboratory)) {
            return fitOf(other.arrive(ids).close(ids).settle());
        }
    }

    private static String fitOf(BatchBench batch) {
        List<String> fits = batch.corrected(Stage.FINAL).stream()
                .map(CorrectedSample::getFitId)
                .distinct()
                .toList();
        assertThat(fits).hasSize(1).doesNotContainNull();
        return fits.get(0);
    }

    private static List<String> without(String id, List<String> ids) {
        return ids.stream().filter(other -> !other.equals(id)).toList();
    }
}
