package org.expressway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.wire.UndecodableRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** What the artifact store holds as records, each with its own schema in front, and as panels of genes. */
class ArtifactFuzzTest {
    private static final RecordArtifact<ModelBundle> BUNDLES = new RecordArtifact<>(ModelBundle.class);

    /** A store that gives one answer. */
    private record Holding(byte[] bytes) implements ArtifactStore {
        @Override
        public String put(byte[] other) {
            throw new UnsupportedOperationException("only read here");
        }

        @Override
        public byte[] get(String sha256) {
            return bytes;
        }

        @Override
        public boolean has(String sha256) {
            return true;
        }
    }

    static List<byte[]> seeds() {
        return List.of(
                BUNDLES.write(new RandomRecords(1).next(ModelBundle.class)),
                "ENSG00000141510\nENSG00000091831\n".getBytes(StandardCharsets.UTF_8));
    }

    @Timeout(60)
    @MethodSource("seeds")
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        try {
            BUNDLES.read(bytes);
        } catch (UndecodableRecord refused) {
            assertThat(refused).message().isNotBlank();
        }
        try {
            assertThat(Panel.load(new Holding(bytes), "any").size()).isPositive();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).message().isNotBlank();
        }
    }
}
