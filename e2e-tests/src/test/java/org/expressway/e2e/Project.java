package org.expressway.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build has put what these tests start. */
final class Project {
    private Project() {}

    static Path root() {
        return Path.of(System.getProperty("expressway.home", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** @throws AssertionError when the command has not been packaged */
    static Path commandJar() {
        Path jar = root().resolve("cli/target/expressway-cli-0.1.0-SNAPSHOT.jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(jar + " is missing; run `mvn verify`, which packages it before these tests");
        }
        return jar;
    }
}
