package org.expressway.infra.local;

import static org.expressway.infra.local.LoopbackPorts.HOST;

import java.nio.file.Path;
import java.util.List;

/** The JVM flags of the registry process: small, quickly up, on loopback, its database in one H2 file. */
final class RegistryFlags {
    private RegistryFlags() {}

    static List<String> of(Path database, int port) {
        return List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dquarkus.http.host=" + HOST,
                "-Dquarkus.http.port=" + port,
                // A schema id that a record already carries must survive a kill: each commit is written at once, not
                // within 500 ms.
                "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + database + ";WRITE_DELAY=0",
                "-Dquarkus.datasource.jdbc.initial-size=1",
                "-Dquarkus.datasource.jdbc.min-size=1",
                "-Dquarkus.datasource.jdbc.max-size=8");
    }
}
