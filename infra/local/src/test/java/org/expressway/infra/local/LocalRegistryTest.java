package org.expressway.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalRegistryTest {

    @Test
    void idsSurviveARestartAndAKill(@TempDir Path dir) throws Exception {
        String first;
        String second;
        try (LocalRegistry registry = LocalRegistry.start(dir, dir)) {
            first = new Subjects(registry.url()).register("a-value", "before");
        }
        try (LocalRegistry registry = LocalRegistry.start(dir, dir)) {
            second = new Subjects(registry.url()).register("b-value", "justBeforeTheKill");
            ProcessHandle process = ProcessHandle.of(registry.pid()).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        }
        try (LocalRegistry registry = LocalRegistry.start(dir, dir)) {
            Subjects subjects = new Subjects(registry.url());
            assertThat(subjects.register("a-value", "before")).isEqualTo(first).isNotEqualTo(second);
            assertThat(subjects.register("b-value", "justBeforeTheKill")).isEqualTo(second);
            assertThat(subjects.get("/schemas/ids/" + second.replaceAll("\\D", "")))
                    .contains("justBeforeTheKill");
            assertThat(subjects.register("c-value", "after")).isNotIn(first, second);
        }
    }

    @Test
    void endsWhenItsParentIsKilled(@TempDir Path dir) throws Exception {
        Process parent = registryParent(dir);
        try (BufferedReader words = parent.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(words.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();
            parent.destroyForcibly();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !child.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    private static Process registryParent(Path dir) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-D" + ApicurioHome.HOME_PROPERTY + "=" + System.getProperty(ApicurioHome.HOME_PROPERTY),
                RegistryParent.class.getName(),
                dir.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    void aRegistryThatCannotStartShowsTheEndOfItsLog(@TempDir Path dir) throws Exception {
        Path folder = Files.createDirectories(dir.resolve("broken"));
        Files.writeString(folder.resolve("some-runner.jar"), "not a jar");
        assertThatThrownBy(() -> LocalRegistry.start(dir, dir, ApicurioHome.in(folder)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("ended while starting")
                .hasMessageContaining("ClassNotFoundException");
    }

    @Test
    void aRegistryThatWasNeverUnpackedIsNamed(@TempDir Path dir) {
        assertThatThrownBy(() -> ApicurioHome.in(dir))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(dir.toString())
                .hasMessageContaining("build the module infra/local");
    }
}
