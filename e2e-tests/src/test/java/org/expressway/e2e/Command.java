package org.expressway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.expressway.cli.ExpresswayMain;

/** The {@code expressway} command, in this JVM or as the packaged process that a user starts. */
final class Command {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Command() {}

    /** Runs here, with stdout and stderr caught. */
    static synchronized Answer here(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream caughtOut = new ByteArrayOutputStream();
        ByteArrayOutputStream caughtErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caughtOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(caughtErr, true, StandardCharsets.UTF_8));
        try {
            int code = ExpresswayMain.execute(arguments);
            return new Answer(
                    code, caughtOut.toString(StandardCharsets.UTF_8), caughtErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Runs as a process of its own and waits for its end; its output goes through files in {@code folder}. */
    static Answer process(Path folder, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, arguments[0], ".out");
        Path err = Files.createTempFile(folder, arguments[0], ".err");
        Process process = new ProcessBuilder(line(List.of("-Xmx1500m"), arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end within " + PATIENCE + "; stderr was: " + Files.readString(err));
        }
        return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** The command line of the packaged command. */
    static List<String> line(List<String> jvmOptions, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Dexpressway.home=" + Project.root(), "-XX:+UseSerialGC"));
        line.addAll(jvmOptions);
        line.addAll(List.of("-jar", Project.commandJar().toString()));
        line.addAll(List.of(arguments));
        return line;
    }
}
