package org.expressway.cli.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.avro.DriftCause;
import org.expressway.schemas.avro.DriftChannel;
import org.expressway.schemas.avro.DriftGene;
import org.expressway.schemas.avro.DriftState;
import org.expressway.schemas.wire.AvroSafety;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlarmBoardTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final AlarmBoard board = new AlarmBoard();

    @BeforeAll
    static void trustOurClasses() {
        AvroSafety.apply();
    }

    @Test
    void anAlarmHasTheGenesThatItWasToldWithLastAndStaysRaisedByItsFirstSample() {
        board.take(alert("a1", DriftState.RAISED, "S81", 0, 0));
        board.take(alert("a1", DriftState.UPDATED, "S85", 60, 3));
        AlarmRow standing = AlarmRow.of(board.all().get(0));
        assertThat(standing.state()).isEqualTo("RAISED");
        assertThat(standing.raisedBySample()).isEqualTo("S81");
        assertThat(standing.raisedAt()).isEqualTo("2026-05-01T12:00:00Z");
        assertThat(standing.movedGenes()).isEqualTo(3);
        assertThat(standing.genes()).extracting(AlarmRow.Gene::gene).containsExactly("g0", "g1", "g2");
        board.take(alert("a1", DriftState.CLEARED, "S140", 120, 0));
        AlarmRow cleared = AlarmRow.of(board.all().get(0));
        assertThat(cleared.state()).isEqualTo("CLEARED");
        assertThat(cleared.clearedAt()).isEqualTo("2026-05-01T12:02:00Z");
        assertThat(cleared.movedGenes()).isEqualTo(3);
    }

    @Test
    void thoseThatStandComeFirstAndWhatWasNeverRaisedIsNone() {
        board.take(alert("a1", DriftState.RAISED, "S1", 0, 1));
        board.take(alert("a1", DriftState.CLEARED, "S9", 60, 0));
        board.take(alert("b2", DriftState.RAISED, "S20", 30, 1));
        board.take(alert("c3", DriftState.CLEARED, "S21", 90, 0));
        board.take(alert("d4", DriftState.UPDATED, "S22", 90, 5));
        assertThat(board.all()).extracting(alarm -> alarm.raised().getId()).containsExactly("b2", "a1");
    }

    @Test
    void anAlarmIsNamedByTheBeginningOfItsIdOrByItsChart() {
        board.take(alert("abc", DriftState.RAISED, "S1", 0, 1));
        board.take(alert("abd", DriftState.RAISED, "S2", 60, 1));
        assertThat(board.named("abc").raised().getSampleId()).isEqualTo("S1");
        assertThat(board.named("B/-/-").raised().getId()).isEqualTo("abd");
        assertThatThrownBy(() -> board.named("ab")).hasMessageContaining("2 alarms");
        assertThatThrownBy(() -> board.named("x")).hasMessageContaining("no alarm");
    }

    private static DriftAlert alert(String id, DriftState state, String sample, int seconds, int genes) {
        List<DriftGene> moved = IntStream.range(0, genes)
                .mapToObj(g -> new DriftGene("g" + g, "SYM" + g, 1 - .1 * g, .01))
                .toList();
        return DriftAlert.newBuilder()
                .setId(id)
                .setSite("B")
                .setState(state)
                .setChannel(DriftChannel.ENERGY)
                .setStatistic(5)
                .setLogTail(-9)
                .setLogThreshold(-8)
                .setTargetRunLength(300)
                .setSamples(80)
                .setFirstSample("S80")
                .setSampleId(sample)
                .setBatchId("R1")
                .setGenes(moved)
                .setMovedGenes(genes)
                .setCause(DriftCause.INSTRUMENT_OR_LOT)
                .setReferenceId("reference")
                .setBundleSha256("bundle")
                .setAt(NOON.plusSeconds(seconds))
                .build();
    }
}
