package org.expressway.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlatformFileTest {
    @TempDir
    private Path dir;

    @Test
    void whatIsWrittenIsRead() {
        PlatformFile written = of(ProcessHandle.current().pid(), Instant.now());
        written.write(dir);
        assertThat(PlatformFile.read(dir)).isEqualTo(written);
    }

    @Test
    void noPlatformIsSaidClearly() {
        assertThatThrownBy(() -> PlatformFile.read(dir))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no platform runs on " + dir)
                .hasMessageContaining("expressway up");
    }

    @Test
    void aRemovedOneIsGone() {
        of(ProcessHandle.current().pid(), Instant.now()).write(dir);
        PlatformFile.remove(dir);
        PlatformFile.remove(dir);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void aPlatformThatWasKilledIsNotTakenForARunningOne() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        of(ended.pid(), Instant.now()).write(dir);
        assertThatThrownBy(() -> PlatformFile.read(dir)).hasMessageContaining("ended without closing");
    }

    @Test
    void aProcessThatBeganAfterwardsIsAnother() {
        of(ProcessHandle.current().pid(), Instant.parse("2020-01-01T00:00:00Z")).write(dir);
        assertThatThrownBy(() -> PlatformFile.read(dir)).hasMessageContaining("ended without closing");
    }

    @Test
    void textThatIsNoPlatformFileIsNamed() throws Exception {
        Files.writeString(dir.resolve("platform.json"), "{");
        assertThatThrownBy(() -> PlatformFile.read(dir))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("platform.json");
    }

    private PlatformFile of(long pid, Instant started) {
        return new PlatformFile(
                "127.0.0.1:1",
                "http://127.0.0.1:2/apis/ccompat/v7",
                dir.resolve("artifacts").toString(),
                "http://127.0.0.1:3",
                pid,
                started.toString());
    }
}
