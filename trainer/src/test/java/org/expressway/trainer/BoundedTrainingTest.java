package org.expressway.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training holds in memory is a batch and a model, not its samples; what does need them all says so before it begins. */
class BoundedTrainingTest {
    @TempDir
    private Path folder;

    @Test
    void modelsLearnFrom400MegabytesInAHeapOf256() throws Exception {
        Path recipe = folder.resolve("dense.yaml");
        Files.writeString(recipe, "recipe: dense\nfirst: 16\nsecond: 8\nmaxEpochs: 2\n");

        List<String> said = taught(1000, 100_000, recipe.toString());

        assertThat(said).hasSize(2);
        assertThat(said.get(0)).matches("logistic (1.000|0.9\\d\\d) true");
        assertThat(said.get(1)).matches("dense [01].\\d\\d\\d true");
    }

    @Test
    void tooManySamplesForALogisticModelAreRefusedBeforeItBegins() throws Exception {
        assertThat(taught(4500, 5000, "logistic"))
                .singleElement()
                .asString()
                .startsWith("refused: a logistic model of ")
                .contains("of 5000 genes needs about ", "EXPRESSWAY_TRAINER_JAVA_OPTS=-Xmx");
    }

    private List<String> taught(int samples, int genes, String recipe) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TaughtFromFile.class.getName(),
                        folder.resolve("store").toString(),
                        Integer.toString(samples),
                        Integer.toString(genes),
                        recipe)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said;
    }
}
