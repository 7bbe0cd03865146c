package org.expressway.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder in which Apicurio Registry lies unpacked: its runner jar, with {@code lib/} beside it. */
public record ApicurioHome(Path runner) {
    /** The system property that names the project's root folder. */
    public static final String HOME_PROPERTY = "expressway.home";

    static final String MAIN_CLASS = "io.quarkus.runner.GeneratedMain";

    /** Below the project's root of {@value #HOME_PROPERTY} (the current folder where it is not set), where the build unpacks it. */
    public static ApicurioHome find() {
        return in(Path.of(System.getProperty(HOME_PROPERTY, "."), "infra", "local", "target", "apicurio"));
    }

    /**
     * The registry unpacked in {@code folder}.
     *
     * @throws PlatformException when it has no runner jar
     */
    public static ApicurioHome in(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> p.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .map(p -> new ApicurioHome(p.toAbsolutePath()))
                    .orElseThrow(() -> missing(folder));
        } catch (IOException e) {
            throw missing(folder);
        }
    }

    private static PlatformException missing(Path folder) {
        return new PlatformException(
                ("no apicurio-registry-app-*-runner.jar in %s; build the module infra/local, which unpacks it there,"
                                + " and name the project's root with -D%s=FOLDER")
                        .formatted(folder.toAbsolutePath().normalize(), HOME_PROPERTY));
    }
}
