package org.expressway.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.ClassMix;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.Stage;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slice is five records here, and a turn of the clock emits one. */
final class ClosingBatchTest {
    private static final Duration GRACE = Laboratory.SETTINGS.closeGrace();
    private static final Duration TIMEOUT = Laboratory.SETTINGS.batchTimeout();
    private static final Duration TURN = Duration.ofMillis(1);

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
    void aManifestWithAllMembersHereClosesTheBatch() {
        batch.arrive(BatchBench.ids(1, 12)).close(BatchBench.ids(1, 12)).settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 12));
        assertThat(batch.corrected(Stage.FINAL))
                .extracting(CorrectedSample::getFitId)
                .doesNotContainNull()
                .satisfies(ids -> assertThat(ids.stream().distinct()).hasSize(1));
        assertThat(batch.corrected(Stage.FINAL).get(0).getCorrection().getSamples())
                .isEqualTo(12);
        assertThat(batch.manifests()).isEmpty();
    }

    /** An early declaration, a close by time, and a replay that meets the job's own manifest alone. */
    @Test
    void whatWasDeclaredOfTheMixIsSaidAgainAtTheClose() {
        batch.manifest(BatchBench.closed(List.of()).setState(RunState.OPEN).setClassMix(ClassMix.AS_REFERENCE))
                .restart()
                .arrive(BatchBench.ids(1, 9))
                .later(TIMEOUT);

        assertThat(batch.manifests())
                .singleElement()
                .satisfies(own -> assertThat(own.getClassMix()).isEqualTo(ClassMix.AS_REFERENCE));
        batch.readBack().settle();
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 9));
    }

    @Test
    void finalRecordsComeInSlicesInOrderOfTheirIds() {
        batch.arrive(Stream.concat(BatchBench.ids(7, 12).stream(), BatchBench.ids(1, 6).stream())
                        .toList())
                .close(BatchBench.ids(1, 12));
        assertThat(batch.ids(Stage.FINAL))
                .as("nothing in the manifest's own turn")
                .isEmpty();

        batch.later(TURN);
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 5));
        batch.restart().later(TURN);
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 10));
        batch.later(TURN);
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 12));
        assertThat(batch.timers()).isZero();
    }

    @Test
    void aManifestMayComeBeforeItsSamples() {
        batch.close(BatchBench.ids(1, 9)).arrive(BatchBench.ids(1, 8)).later(TURN);
        assertThat(batch.ids(Stage.FINAL)).isEmpty();

        batch.arrive(List.of("S09")).settle();

        assertThat(batch.ids(Stage.PROVISIONAL)).isEqualTo(BatchBench.ids(1, 9));
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 9));
    }

    @Test
    void aRefusedMemberIsNotWaitedFor() {
        batch.arrive(BatchBench.ids(1, 9)).close(BatchBench.ids(1, 10)).later(TURN);
        assertThat(batch.ids(Stage.FINAL)).isEmpty();

        batch.refuse("S10").settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 9));
        assertThat(batch.rejected()).hasSize(1);
    }

    @Test
    void aMemberThatWasRefusedBeforeTheBatchOpenedIsNotWaitedFor() {
        batch.refuse("S10")
                .arrive(BatchBench.ids(1, 9))
                .close(BatchBench.ids(1, 10))
                .settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 9));
    }

    @Test
    void aMemberInConflictIsHeldAllTheSame() {
        batch.arrive(BatchBench.ids(1, 9))
                .refuse("S04")
                .close(BatchBench.ids(1, 9))
                .settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 9));
    }

    @Test
    void samplesThatTheManifestDoesNotListAreLate() {
        batch.arrive(BatchBench.ids(1, 11)).close(BatchBench.ids(1, 9)).settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 9));
        assertThat(batch.ids(Stage.LATE)).isEqualTo(BatchBench.ids(10, 11));
        assertThat(batch.corrected(Stage.LATE).get(0).getFitId())
                .isEqualTo(batch.corrected(Stage.FINAL).get(0).getFitId());
    }

    @Test
    void aQuietBatchIsClosedOnlyWhenItsOwnManifestComesBack() {
        batch.arrive(BatchBench.ids(1, 9)).later(TIMEOUT.minusMillis(1));
        assertThat(batch.manifests()).isEmpty();

        batch.later(TURN);

        assertThat(batch.manifests()).singleElement().satisfies(manifest -> {
            assertThat(manifest.getClosedBy()).isEqualTo(ClosedBy.TIMEOUT);
            assertThat(manifest.getMemberSampleIds()).isEqualTo(BatchBench.ids(1, 9));
        });
        batch.later(TIMEOUT).later(TIMEOUT);
        assertThat(batch.ids(Stage.FINAL)).as("said is not read").isEmpty();
        assertThat(batch.manifests()).hasSize(1);

        batch.arrive(List.of("S10")).readBack().settle();
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 9));
        assertThat(batch.ids(Stage.LATE)).containsExactly("S10");
    }

    @Test
    void everySampleGivesABatchMoreTime() {
        for (String id : BatchBench.ids(1, 9)) {
            batch.arrive(List.of(id)).later(TIMEOUT.minusMinutes(1));
        }

        assertThat(batch.manifests()).isEmpty();
    }

    @Test
    void aBatchIsNotQuietWhileTheJobDidNotRun() {
        batch.arrive(BatchBench.ids(1, 9)).restart().later(TIMEOUT);
        assertThat(batch.manifests()).as("it has just begun to listen again").isEmpty();

        batch.later(TIMEOUT);

        assertThat(batch.manifests()).hasSize(1);
    }

    @Test
    void missingMembersAreGivenUpAfterTheGrace() {
        batch.arrive(BatchBench.ids(1, 9)).close(BatchBench.ids(5, 14)).later(GRACE.minusMillis(1));
        assertThat(batch.manifests()).isEmpty();

        batch.later(TURN);
        assertThat(batch.manifests())
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.getMemberSampleIds()).isEqualTo(BatchBench.ids(5, 9)));

        batch.readBack().settle();
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(5, 9));
        assertThat(batch.ids(Stage.LATE)).isEqualTo(BatchBench.ids(1, 4));
    }

    @Test
    void theGraceBeginsAgainWithEverySample() {
        batch.arrive(BatchBench.ids(1, 8)).close(BatchBench.ids(1, 11)).later(GRACE.minusSeconds(1));
        batch.arrive(List.of("S09")).later(GRACE.minusSeconds(1));
        batch.arrive(List.of("S10")).later(GRACE.minusSeconds(1));
        assertThat(batch.manifests()).isEmpty();

        batch.later(Duration.ofSeconds(1));

        assertThat(batch.manifests()).hasSize(1);
    }

    @Test
    void aManifestOfSamplesThatNeverComeWaitsWithoutATimer() {
        batch.close(BatchBench.ids(1, 3)).later(TIMEOUT).later(TIMEOUT);

        assertThat(batch.timers()).isZero();
        assertThat(batch.manifests()).isEmpty();
        batch.arrive(BatchBench.ids(1, 3)).settle();
        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 3));
    }

    @Test
    void aLaboratoryMayCloseABatchWithoutListingIt() {
        batch.arrive(BatchBench.ids(1, 9)).close(List.of());
        assertThat(batch.manifests()).hasSize(1);
        assertThat(batch.ids(Stage.FINAL)).isEmpty();

        batch.readBack().settle();

        assertThat(batch.ids(Stage.FINAL)).isEqualTo(BatchBench.ids(1, 9));
    }

    @Test
    void aReplayThatReadsTheJobsOwnManifestFirstClosesIdentically() {
        batch.arrive(BatchBench.ids(1, 10)).later(TIMEOUT).readBack().settle();
        try (BatchBench replay = new BatchBench(laboratory)) {
            replay.manifest(BatchBench.closed(BatchBench.ids(1, 10)).setClosedBy(ClosedBy.TIMEOUT));
            replay.arrive(BatchBench.ids(1, 10)).settle();

            assertThat(replay.corrected(Stage.FINAL))
                    .extracting(CorrectedSample::getFitId, CorrectedSample::getValues)
                    .isEqualTo(batch.corrected(Stage.FINAL).stream()
                            .map(s -> tuple(s.getFitId(), s.getValues()))
                            .toList());
        }
    }
}
