package org.expressway.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildJavaTest {

    @Test
    void itsExitCodeAndItsWordsAreKept(@TempDir Path dir) throws Exception {
        try (ChildJava child = ChildJava.start(speaker(dir, "3"))) {
            assertThat(child.exit().get(30, TimeUnit.SECONDS)).isEqualTo(3);
        }
        assertThat(Files.readString(dir.resolve("child.log")))
                .contains("WORD=green")
                .contains("leaving with 3");
    }

    @Test
    void closingEndsIt(@TempDir Path dir) {
        ChildJava child = ChildJava.start(speaker(dir, "stay"));
        assertThat(child.isAlive()).isTrue();
        child.close();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aFolderThatIsNotThereIsRefusedBeforeAnythingStarts(@TempDir Path dir) {
        assertThatThrownBy(() -> speaker(dir.resolve("absent"), "0")).hasMessageContaining("absent");
    }

    private static ChildCommand speaker(Path dir, String farewell) {
        return new ChildCommand(
                Speaker.class.getName(),
                List.of(Path.of(Speaker.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())),
                List.of("-Xmx32m", "-XX:+UseSerialGC"),
                List.of(farewell),
                Map.of("WORD", "green"),
                dir,
                new ChildCommand.Output.Log(dir.resolve("child.log")));
    }

    /** Says its word and leaves with the code it is given, or stays. */
    static final class Speaker {
        private Speaker() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) throws InterruptedException {
            System.out.println("WORD=" + System.getenv("WORD"));
            if (args[0].equals("stay")) {
                Thread.currentThread().join();
            }
            System.err.println("leaving with " + args[0]);
            System.exit(Integer.parseInt(args[0]));
        }
    }
}
