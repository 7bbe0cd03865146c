package org.expressway.scorer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processor this is, for the runtime fingerprint of a score. */
final class ProcessorName {
    private static final String NAME = read();

    private ProcessorName() {}

    static String describe() {
        return NAME;
    }

    /** Linux names the model; elsewhere the architecture has to do. */
    private static String read() {
        String architecture = System.getProperty("os.arch", "unknown");
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> architecture + " "
                            + line.substring(line.indexOf(':') + 1).trim())
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
