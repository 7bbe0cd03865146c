package org.expressway.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.ReleaseDecision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    private final ReleaseBoard board = new ReleaseBoard();

    @Test
    void aChampionThatIsReplacedRetiresAndCanBeGoneBackTo() {
        apply(new Succession(board).crown(model("a"), decision(ReleaseAction.PROMOTED, "first")));
        apply(new Succession(board).challenge(model("b"), decision(ReleaseAction.RELEASED, "passed")));
        ModelRelease challenger = board.challenger("subtype", "reference").orElseThrow();
        apply(new Succession(board).crown(challenger, decision(ReleaseAction.PROMOTED, "better")));

        ModelRelease champion = board.champion("subtype", "reference").orElseThrow();
        assertThat(champion.getBundleSha256()).isEqualTo("b");
        assertThat(champion.getPreviousBundleSha256()).isEqualTo("a");
        assertThat(champion.getDecisions())
                .extracting(ReleaseDecision::getAction)
                .containsExactly(ReleaseAction.RELEASED, ReleaseAction.PROMOTED);
        assertThat(board.challenger("subtype", "reference")).isEmpty();
        ModelRelease before = board.before(champion).orElseThrow();
        assertThat(before.getAlias()).isEqualTo(ReleaseAlias.RETIRED);

        apply(new Succession(board).crown(before, decision(ReleaseAction.ROLLED_BACK, "worse after all")));
        ModelRelease again = board.champion("subtype", "reference").orElseThrow();
        assertThat(again.getBundleSha256()).isEqualTo("a");
        assertThat(again.getWhy()).isEqualTo("worse after all");
        assertThat(again.getDecisions())
                .extracting(ReleaseDecision::getAction)
                .containsExactly(ReleaseAction.PROMOTED, ReleaseAction.RETIRED, ReleaseAction.ROLLED_BACK);
        assertThat(board.all()).hasSize(2);
    }

    @Test
    void aNewerChallengerRetiresTheOneBeforeIt() {
        apply(new Succession(board).challenge(model("a"), decision(ReleaseAction.RELEASED, "passed")));
        apply(new Succession(board).challenge(model("b"), decision(ReleaseAction.RELEASED, "passed")));
        assertThat(board.challenger("subtype", "reference").orElseThrow().getBundleSha256())
                .isEqualTo("b");
        assertThat(board.find("a"))
                .singleElement()
                .extracting(ModelRelease::getAlias)
                .isEqualTo(ReleaseAlias.RETIRED);
    }

    @Test
    void aRefusedModelTakesNobodysPlace() {
        apply(new Succession(board).crown(model("a"), decision(ReleaseAction.PROMOTED, "first")));
        apply(new Succession(board).refuse(model("b"), decision(ReleaseAction.REFUSED, "no better")));
        assertThat(board.champion("subtype", "reference").orElseThrow().getBundleSha256())
                .isEqualTo("a");
        assertThat(board.find("b"))
                .singleElement()
                .extracting(ModelRelease::getAlias)
                .isEqualTo(ReleaseAlias.REFUSED);
    }

    @Test
    void crowningTheChampionAgainDoesNotMakeItItsOwnPredecessor() {
        apply(new Succession(board).crown(model("a"), decision(ReleaseAction.PROMOTED, "first")));
        apply(new Succession(board).crown(model("a"), decision(ReleaseAction.PROMOTED, "once more")));
        assertThat(board.champion("subtype", "reference").orElseThrow().getPreviousBundleSha256())
                .isNull();
        assertThat(board.all()).hasSize(1);
    }

    private void apply(Map<String, @Nullable ModelRelease> moves) {
        moves.forEach((key, release) -> board.accept(new TopicReader.Read<>(key, release, 0, 0, 0)));
    }

    private static ReleaseDecision decision(ReleaseAction action, String why) {
        return new ReleaseDecision(action, "ada", why, null, THEN);
    }

    private static ModelRelease model(String bundle) {
        return ModelRelease.newBuilder()
                .setModel("subtype")
                .setReferenceId("reference")
                .setPanelId("panel")
                .setAlias(ReleaseAlias.CHALLENGER)
                .setBundleSha256(bundle)
                .setRecipe("logistic")
                .setClasses(List.of("x", "y"))
                .setMetrics(List.of())
                .setDataFingerprint("fingerprint")
                .setSamples(1)
                .setSubjects(1)
                .setTestSubjects(1)
                .setSeed(1)
                .setReleasedBy("test")
                .setReleasedAt(THEN)
                .build();
    }
}
