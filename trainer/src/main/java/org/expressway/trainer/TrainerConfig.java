package org.expressway.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.trainer.annotate.Annotation;
import org.expressway.trainer.gate.Protocol;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;
import org.expressway.trainer.topic.Endpoints;

/**
 * How one trainer process runs. All faults are reported at once.
 *
 * @param bootstrap Kafka brokers
 * @param registry URL of the schema registry
 * @param artifacts folder of the artifact store
 * @param model name the model is released under
 * @param data folder of the trainer's own store
 * @param recipe nominated whatever the validation side says: a name or a YAML file; empty lets it choose
 * @param protocol YAML file of the release gate; empty for the standard one
 * @param minSamples labelled samples below which nothing is trained
 * @param threads native threads of BLAS and DL4J; another number gives other last digits
 * @param every service mode: time between trainings
 * @param afterLabels service mode: new labels that start a training
 * @param annotation files that explanations of the model speak by
 */
record TrainerConfig(
        String bootstrap,
        String registry,
        Path artifacts,
        Path data,
        String model,
        Optional<String> recipe,
        Optional<Path> protocol,
        long seed,
        int minSamples,
        int threads,
        Optional<Duration> every,
        OptionalLong afterLabels,
        Annotation annotation) {
    TrainerConfig {
        List<String> faults = new ArrayList<>();
        check(faults, !Files.exists(artifacts) || Files.isDirectory(artifacts), "--artifacts", artifacts, "a folder");
        check(
                faults,
                model.matches("[A-Za-z0-9._-]{1,80}"),
                "--model",
                model,
                "1 to 80 letters, digits, '.', '_' or '-'");
        check(
                faults,
                recipe.map(TrainerConfig::isRecipe).orElse(true),
                "--recipe",
                recipe.orElse(""),
                "one of " + String.join(", ", Recipes.names()) + ", or a file of settings");
        check(
                faults,
                protocol.map(Files::isRegularFile).orElse(true),
                "--protocol",
                protocol.map(Path::toString).orElse(""),
                "a file; `expressway models protocol` prints one to begin with");
        check(faults, !Files.exists(data) || Files.isDirectory(data), "--data", data, "a folder");
        Stream.concat(annotation.symbols().stream(), annotation.geneSets().stream())
                .forEach(file -> check(
                        faults,
                        Files.isRegularFile(file),
                        "--gene-symbols, --gene-sets",
                        file,
                        "a file that is there"));
        check(faults, minSamples >= 1, "--min-samples", minSamples, "1 or more");
        check(faults, threads >= 1, "--threads", threads, "1 or more");
        check(
                faults,
                every.map(time -> time.toSeconds() >= 1).orElse(true),
                "--every",
                every.orElse(Duration.ZERO),
                "a second or more, such as 30m");
        check(faults, afterLabels.orElse(1) >= 1, "--after-labels", afterLabels.orElse(1), "1 or more");
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
    }

    private static boolean isRecipe(String nameOrFile) {
        return Recipes.names().contains(nameOrFile) || Files.isRegularFile(Path.of(nameOrFile));
    }

    /** @throws IOException when the file cannot be read */
    Optional<Recipe> forced() throws IOException {
        return recipe.isEmpty() ? Optional.empty() : Optional.of(Recipes.of(recipe.get()));
    }

    /** @throws IOException when the file cannot be read */
    Protocol gate() throws IOException {
        return protocol.isEmpty() ? Protocol.standard() : Protocol.read(protocol.get());
    }

    boolean service() {
        return every.isPresent() || afterLabels.isPresent();
    }

    Endpoints endpoints() {
        return new Endpoints(bootstrap, SchemaRegistry.at(registry), new DirectoryArtifactStore(artifacts));
    }

    private static void check(List<String> faults, boolean fine, String option, Object seen, String expected) {
        if (!fine) {
            faults.add("%s: seen \"%s\", expected %s".formatted(option, seen, expected));
        }
    }
}
