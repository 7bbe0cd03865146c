package org.expressway.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.expressway.trainer.recipe.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same samples and seed give the same ONNX file, bit for bit, in processes that know nothing of each other. */
class SameBytesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyRecipeGivesTheSameFileInTwoProcesses(int threads) throws Exception {
        List<String> first = digests(threads, 6);
        assertThat(first).hasSameSizeAs(Recipes.names());
        assertThat(digests(threads, 6)).isEqualTo(first);
    }

    @Test
    void anotherSeedGivesOtherFiles() throws Exception {
        assertThat(digests(1, 7)).doesNotContainAnyElementsOf(digests(1, 6));
    }

    private static List<String> digests(int threads, long seed) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TaughtOnce.class.getName(),
                        Integer.toString(threads),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said.lines().toList();
    }
}
