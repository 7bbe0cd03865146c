package org.expressway.ingest.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.expressway.ingest.redrive.RejectedCase.State;
import org.expressway.schemas.avro.Redrive;
import org.expressway.schemas.avro.RejectionReason;
import org.junit.jupiter.api.Test;

/** Letters and markers put together, without a broker. */
class RejectedCasesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Passed NOBODY = place -> false;

    @Test
    void aLetterWithoutAnAnswerIsOpen() {
        assertThat(RejectedCases.of(List.of(letter(1, 10)), List.of(), NOBODY))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.id()).isEqualTo("raw/0/10");
                    assertThat(each.state()).isEqualTo(State.OPEN);
                    assertThat(each.redriveCount()).isZero();
                });
    }

    @Test
    void anAnsweredOneIsRedrivenUntilItsReaderHasPassedIt() {
        List<Letter> letters = List.of(letter(1, 10));
        List<Redrive> markers = List.of(marker("raw/0/10", 1, 20));
        assertThat(RejectedCases.of(letters, markers, NOBODY).get(0).state()).isEqualTo(State.REDRIVEN);
        assertThat(RejectedCases.of(letters, markers, place -> place.equals(new Place("raw", 0, 20)))
                        .get(0)
                        .state())
                .isEqualTo(State.RESOLVED);
    }

    @Test
    void whatIsRefusedAgainIsTheSameCaseOpenOnceMore() {
        List<Letter> letters = List.of(letter(1, 10), letter(2, 20), letter(3, 11));
        List<Redrive> markers = List.of(marker("raw/0/10", 1, 20));
        List<RejectedCase> cases = RejectedCases.of(letters, markers, place -> true);
        assertThat(cases).extracting(RejectedCase::id).containsExactly("raw/0/10", "raw/0/11");
        assertThat(cases).extracting(RejectedCase::state).containsOnly(State.OPEN);
        assertThat(cases.get(0).redriveCount()).isEqualTo(1);
        assertThat(cases.get(0).letter().origin()).isEqualTo(new Place("raw", 0, 20));
    }

    @Test
    void theStateFollowsTheLastOfSeveralRedrives() {
        List<Letter> letters = List.of(letter(1, 10), letter(2, 20));
        List<Redrive> markers = List.of(marker("raw/0/10", 1, 20), marker("raw/0/10", 2, 30));
        Passed first = place -> place.offset() <= 20;
        assertThat(RejectedCases.of(letters, markers, first).get(0).state()).isEqualTo(State.REDRIVEN);
    }

    /** Nobody sent raw/0/10 to raw/0/99, whatever that record's header says. */
    @Test
    void aLetterThatNoMarkerSentIsACaseOfItsOwn() {
        List<Letter> letters = List.of(letter(1, 10), letter(2, 99));
        assertThat(RejectedCases.of(letters, List.of(), NOBODY))
                .extracting(RejectedCase::id)
                .containsExactly("raw/0/10", "raw/0/99");
    }

    @Test
    void facetsCountEachCaseOnceADimension() {
        List<RejectedCase> cases =
                RejectedCases.of(List.of(letter(1, 10), letter(2, 11), letter(3, 12)), List.of(), NOBODY);
        Map<String, Map<String, Long>> counts = Facets.of(cases).counts();
        assertThat(counts.get("reason")).isEqualTo(Map.of("QUALITY", 3L));
        assertThat(counts.get("site")).isEqualTo(Map.of("LYON", 3L));
        assertThat(counts.get("step")).isEqualTo(Map.of("harmonize/quality", 3L));
        assertThat(counts.get("time")).isEqualTo(Map.of("2026-03-01T12:00:00Z", 3L));
        assertThat(Facets.of(List.of()).counts().get("time")).isEmpty();
    }

    @Test
    void aFilterLetsPassWhatAllItsPartsLetPass() {
        RejectedCase rejected =
                RejectedCases.of(List.of(letter(1, 10)), List.of(), NOBODY).get(0);
        assertThat(CaseFilter.ALL.matches(rejected)).isTrue();
        assertThat(filter(Set.of("quality"), Set.of("LYON"), NOON).matches(rejected))
                .isTrue();
        assertThat(filter(Set.of("harmonize/quality"), Set.of(), NOON.plusSeconds(1))
                        .matches(rejected))
                .isFalse();
        assertThat(filter(Set.of("decode"), Set.of("LYON"), NOON).matches(rejected))
                .isFalse();
        assertThat(filter(Set.of(), Set.of("PARIS"), NOON).matches(rejected)).isFalse();
        assertThat(CaseFilter.of(Set.of("raw/0/11")).matches(rejected)).isFalse();
    }

    private static CaseFilter filter(Set<String> steps, Set<String> sites, Instant since) {
        return new CaseFilter(Set.of(), Set.of(RejectionReason.QUALITY), sites, steps, Set.of(State.OPEN), since);
    }

    private static Letter letter(long at, long origin) {
        return new Letter(
                new Place("rejected", 0, at),
                new Place("raw", 0, origin),
                "harmonize",
                "quality",
                RejectionReason.QUALITY,
                "why",
                "LYON",
                "run1",
                "S" + origin,
                "LYON/S" + origin,
                100,
                true,
                NOON);
    }

    private static Redrive marker(String id, int count, long sentTo) {
        return Redrive.newBuilder()
                .setId(id)
                .setRedriveCount(count)
                .setReason(RejectionReason.QUALITY)
                .setLetter(new Place("rejected", 0, 1).origin())
                .setSentTo(new Place("raw", 0, sentTo).origin())
                .setReplayId("r")
                .setBy("ada")
                .setAt(NOON)
                .build();
    }
}
