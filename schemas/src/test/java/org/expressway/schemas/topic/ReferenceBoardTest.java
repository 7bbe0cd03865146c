package org.expressway.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.expressway.schemas.avro.ReferencePointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReferenceBoardTest {
    private final ReferenceBoard board = new ReferenceBoard();

    @Test
    void noReferenceIsActiveBeforeOneIsActivated() {
        say("built", pointer("built", 0, 1));
        assertThat(board.active()).isEmpty();
        assertThat(board.find("built")).isPresent();
        assertThat(board.nextEpoch()).isEqualTo(1);
    }

    @Test
    void theHighestEpochIsActiveInWhateverOrderItIsRead() {
        say("new", pointer("new", 2, 5));
        say("old", pointer("old", 1, 3));
        assertThat(board.active().orElseThrow().getReferenceId()).isEqualTo("new");
        assertThat(board.nextEpoch()).isEqualTo(3);
        assertThat(board.all()).extracting(ReferencePointer::getReferenceId).containsExactly("old", "new");
    }

    @Test
    void anOlderReferenceMayBeActivatedAgain() {
        say("a", pointer("a", 1, 1));
        say("b", pointer("b", 2, 2));
        say("a", pointer("a", 3, 1));
        assertThat(board.active().orElseThrow().getReferenceId()).isEqualTo("a");
    }

    @Test
    void aTombstoneTakesAReferenceAway() {
        say("a", pointer("a", 1, 1));
        say("a", null);
        assertThat(board.active()).isEmpty();
        assertThat(board.all()).isEmpty();
    }

    private void say(String key, @Nullable ReferencePointer pointer) {
        board.accept(new TopicReader.Read<>(key, pointer, 0, 0, 0));
    }

    private static ReferencePointer pointer(String id, long epoch, int second) {
        return ReferencePointer.newBuilder()
                .setReferenceId(id)
                .setPanelId("panel")
                .setEpoch(epoch)
                .setSamples(10)
                .setBatches(List.of("A/R1"))
                .setCorrection("combat")
                .setCreatedAt(Instant.ofEpochSecond(second))
                .build();
    }
}
