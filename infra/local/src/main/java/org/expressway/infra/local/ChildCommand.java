package org.expressway.infra.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ChildJava} runs.
 *
 * @param classPath jars and folders of the main class; {@link ParentWatch}'s own place is added
 * @param environment variables set over those of this process
 */
public record ChildCommand(
        String mainClass,
        List<Path> classPath,
        List<String> jvmFlags,
        List<String> arguments,
        Map<String, String> environment,
        Path workingDirectory,
        Output output) {

    /** Where the child's two output streams go. */
    public sealed interface Output {
        /** Both are appended to one file. */
        record Log(Path file) implements Output {}

        /** Both are this process's own. */
        record Terminal() implements Output {}
    }

    public ChildCommand {
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (!Files.isDirectory(workingDirectory)) {
            throw new PlatformException(
                    "the working directory %s of %s is not there".formatted(workingDirectory, mainClass));
        }
    }
}
