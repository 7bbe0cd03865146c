package org.expressway.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.expressway.cli.terminal.Terminal;
import org.expressway.infra.local.ApicurioHome;
import org.expressway.infra.local.ChildCommand;
import org.expressway.infra.local.ChildJava;
import org.expressway.infra.local.PlatformException;
import org.expressway.infra.local.PlatformFile;

/** The trainer as a child process on a class path of its own: Deeplearning4j shares no JVM with anything else. */
public final class TrainerProcess {
    private static final String MAIN = "org.expressway.trainer.TrainerMain";
    private static final String EVALUATE = "org.expressway.trainer.EvaluateMain";

    private static final String JAVA_OPTIONS = "EXPRESSWAY_TRAINER_JAVA_OPTS";

    private TrainerProcess() {}

    /** Starts a training; it ends with this process at the latest. */
    public static ChildJava start(PlatformFile platform, List<String> options, ChildCommand.Output output) {
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap",
                platform.bootstrap(),
                "--registry",
                platform.registry(),
                "--artifacts",
                platform.artifacts()));
        arguments.addAll(options);
        return run(arguments, output);
    }

    /** Starts the trainer with these arguments alone. */
    static ChildJava run(List<String> arguments, ChildCommand.Output output) {
        List<String> jvm = new ArrayList<>(List.of("-Xmx3g", "-XX:+UseSerialGC"));
        jvm.addAll(Arrays.stream(System.getenv().getOrDefault(JAVA_OPTIONS, "").split("\\s+"))
                .filter(option -> !option.isEmpty())
                .toList());
        return ChildJava.start(new ChildCommand(
                MAIN,
                classPath(),
                jvm,
                arguments,
                Map.of("OMP_NUM_THREADS", "1"),
                Path.of("").toAbsolutePath(),
                output));
    }

    /** Starts an evaluation of samples in a file; no platform is needed. */
    public static ChildJava evaluate(List<String> arguments, ChildCommand.Output output) {
        String terminal = "-Dexpressway.stderr.terminal=" + Terminal.interactive();
        return ChildJava.start(new ChildCommand(
                EVALUATE,
                classPath(),
                List.of("-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC", terminal),
                arguments,
                Map.of("OMP_NUM_THREADS", "1"),
                Path.of("").toAbsolutePath(),
                output));
    }

    private static List<Path> classPath() {
        Path target = Path.of(System.getProperty(ApicurioHome.HOME_PROPERTY, "."), "trainer", "target")
                .toAbsolutePath();
        try (Stream<Path> own = Files.list(target);
                Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            return Stream.concat(own, libraries)
                    .filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PlatformException("the trainer is not built in " + target + "; run `mvn package`", e);
        }
    }
}
