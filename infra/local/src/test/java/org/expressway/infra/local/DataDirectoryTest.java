package org.expressway.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    @TempDir
    private Path dir;

    @Test
    void aSecondHolderIsRefusedAndToldOfTheFirst() {
        try (DataDirectory first = DataDirectory.open(dir)) {
            assertThatThrownBy(() -> DataDirectory.open(dir))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(first.root()).isEqualTo(dir);
        }
    }

    @Test
    void itCanBeHeldAgainOnceGivenUp() {
        DataDirectory.open(dir).close();
        try (DataDirectory again = DataDirectory.open(dir)) {
            assertThat(again.kafka()).isDirectory();
            assertThat(again.artifacts()).isDirectory();
        }
    }

    @Test
    void aFileInItsPlaceIsNamed() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(file.toString());
    }
}
