package org.expressway.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalBrokerTest {

    @Test
    void aRestartFindsTheRecordsOfBefore(@TempDir Path dir) throws Exception {
        try (LocalBroker broker = LocalBroker.start(dir)) {
            Records records = new Records(broker.bootstrapServers());
            records.create("words.said.v1");
            records.send("words.said.v1", "first");
            records.sendInTransaction("speaker", "words.said.v1", "second");
        }
        try (LocalBroker broker = LocalBroker.start(dir)) {
            Records records = new Records(broker.bootstrapServers());
            records.sendInTransaction("speaker", "words.said.v1", "third");
            assertThat(records.all("words.said.v1")).containsExactly("first", "second", "third");
        }
    }

    @Test
    void aTopicThatNobodyCreatedIsRefused(@TempDir Path dir) {
        try (LocalBroker broker = LocalBroker.start(dir)) {
            assertThatThrownBy(() -> new Records(broker.bootstrapServers()).send("not.there.v1", "lost"))
                    .hasMessageContaining("not.there.v1");
        }
    }

    @Test
    void twoBrokersOfDifferentDirectoriesStandSideBySide(@TempDir Path one, @TempDir Path other) {
        try (LocalBroker first = LocalBroker.start(one);
                LocalBroker second = LocalBroker.start(other)) {
            assertThat(first.bootstrapServers()).isNotEqualTo(second.bootstrapServers());
        }
    }
}
