package org.expressway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.junit.jupiter.api.Test;

class AvroSafetyTest {
    /** In a JVM of its own, because the order of first use is what counts. */
    @Test
    void aRecordMayBeTheFirstThingThatIsBuilt() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Builds.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    static final class Builds {
        private Builds() {}

        public static void main(String[] args) {
            AvroSafety.apply();
            RunManifest manifest = RunManifest.newBuilder()
                    .setSite("A")
                    .setBatchId("run1")
                    .setState(RunState.OPEN)
                    .setAt(Instant.EPOCH)
                    .build();
            System.exit(manifest.getClosedBy() == ClosedBy.UNKNOWN ? 0 : 1);
        }
    }
}
