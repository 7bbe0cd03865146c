package org.expressway.stream.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.stream.fixture.Counts;
import org.expressway.stream.fixture.Event;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindDuplicatesTest {
    private static final List<String> COPY_OF_S1 = List.of("the very values of B/S1");

    private Laboratory laboratory;
    private DuplicatesBench bench;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
        bench = new DuplicatesBench(laboratory);
    }

    @AfterEach
    void close() {
        bench.close();
        laboratory.close();
    }

    @Test
    void theFirstIsTheOriginalAndEveryOtherIdIsFlagged() {
        bench.arrives(laboratory.sample("S1")).arrives(copy("S2")).arrives(copy("S3"));

        assertThat(bench.findings()).containsExactly(List.of(), COPY_OF_S1, COPY_OF_S1);
        assertThat(bench.said().get(1).getAdmitted().getQc())
                .filteredOn("check", "duplicate_values")
                .extracting("outcome")
                .containsExactly(QualityOutcome.FLAG);
    }

    @Test
    void batchAndSiteMakeNoDifference() {
        bench.arrives(laboratory.sample("S1")).arrives(copy("S2").setSite("C").setBatchId("plate7"));

        assertThat(bench.findings()).containsExactly(List.of(), COPY_OF_S1);
    }

    @Test
    void aSampleIsNoDuplicateOfItself() {
        bench.arrives(laboratory.sample("S1")).arrives(laboratory.sample("S1"));

        assertThat(bench.findings()).containsExactly(List.of(), List.of());
    }

    @Test
    void otherValuesAreOtherSamples() {
        bench.arrives(laboratory.sample("S1")).arrives(laboratory.sample("S2"));

        assertThat(bench.findings()).containsExactly(List.of(), List.of());
    }

    @Test
    void afterTheWindowTheOriginalIsForgotten() {
        bench.arrives(laboratory.sample("S1"))
                .happens(new Event.Later(Laboratory.DUPLICATE_WINDOW.minus(Duration.ofSeconds(1))))
                .arrives(copy("S2"))
                .happens(new Event.Later(Duration.ofSeconds(2)))
                .arrives(copy("S3"));

        assertThat(bench.findings()).containsExactly(List.of(), COPY_OF_S1, List.of());
    }

    @Test
    void aRefusalPassesAndIsNobodysOriginal() {
        Admission refusal = DuplicatesBench.admission(
                laboratory, copy("S0").setPanelId("0".repeat(64)).build());
        bench.arrives(refusal).arrives(laboratory.sample("S1"));

        assertThat(bench.said().get(0)).isEqualTo(refusal);
        assertThat(bench.findings()).containsExactly(List.of());
    }

    /** Or the refusal could reach the batch first, and the batch would no longer wait for the sample that was admitted. */
    @Test
    void aConflictTravelsBehindTheSampleItIsInConflictWith() {
        Admission admitted =
                DuplicatesBench.admission(laboratory, laboratory.sample("S1").build());
        AdmissionDesk desk = new AdmissionDesk(
                new Decoding(laboratory.registry()),
                new AdmissionDesk.Active(laboratory.referenceId(), laboratory.profile()));
        AdmissionDesk.Before before = new AdmissionDesk.Before(
                admitted.getAdmitted().getContentSha256(),
                admitted.getAdmitted().getValuesSha256());
        ExpressionSample other = laboratory
                .sample("S1")
                .setValues(FloatVector.of(Counts.of("run1", "S2")))
                .build();
        Admission conflict = desk.decide(laboratory.raw(other), before, Laboratory.PUBLISHED);

        assertThat(conflict.getRefused()).isNotNull();
        assertThat(FindDuplicates.key(conflict)).isEqualTo(FindDuplicates.key(admitted));
    }

    private ExpressionSample.Builder copy(String id) {
        return laboratory.sample(id).setValues(FloatVector.of(Counts.of("run1", "S1")));
    }
}
