package org.expressway.infra.local;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of the same Java that runs one main class under {@link ParentWatch}: it ends when it is closed, and when this process ends. */
public final class ChildJava implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Process process;

    private ChildJava(Process process) {
        this.process = process;
    }

    /**
     * Starts the process; does not wait until its main class is ready.
     *
     * @throws PlatformException when the log cannot be written or no process can be started
     */
    public static ChildJava start(ChildCommand command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(commandLine(command))
                    .directory(command.workingDirectory().toFile());
            builder.environment().putAll(command.environment());
            builder.environment().put("CLASSPATH", classPath(command));
            direct(builder, command.output());
            return new ChildJava(builder.start());
        } catch (IOException e) {
            throw new PlatformException("cannot start %s: %s".formatted(command.mainClass(), e.getMessage()), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the process has ended. */
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Asks the process to end, ends it by force after 5 s, and returns when it has ended. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> commandLine(ChildCommand command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(command.jvmFlags());
        line.add(ParentWatch.class.getName());
        line.add(command.mainClass());
        line.addAll(command.arguments());
        return line;
    }

    /** The class path travels in the environment: ONNX Runtime has crashed under command lines of more than 4 KB. */
    private static String classPath(ChildCommand command) {
        return Stream.concat(Stream.of(homeOfParentWatch()), command.classPath().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path homeOfParentWatch() {
        try {
            return Path.of(ParentWatch.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of " + ParentWatch.class + " is no URI", e);
        }
    }

    private static void direct(ProcessBuilder builder, ChildCommand.Output output) throws IOException {
        if (output instanceof ChildCommand.Output.Log log) {
            Files.createDirectories(log.file().toAbsolutePath().getParent());
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        } else {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
        }
    }
}
