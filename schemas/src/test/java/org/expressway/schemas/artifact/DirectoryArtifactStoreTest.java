package org.expressway.schemas.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactStoreTest {
    private static final byte[] BYTES = "a profile".getBytes(UTF_8);

    @TempDir
    private Path directory;

    private DirectoryArtifactStore store;

    @BeforeEach
    void open() {
        store = new DirectoryArtifactStore(directory.resolve("artifacts"));
    }

    @Test
    void whatGoesInComesOutUnderItsDigest() throws IOException {
        String digest = store.put(BYTES);
        assertThat(digest).isEqualTo(Sha256.of("a profile"));
        assertThat(store.get(digest)).isEqualTo(BYTES);
        assertThat(store.has(digest)).isTrue();
        assertThat(store.put(BYTES)).isEqualTo(digest);
        assertThat(files()).hasSize(1);
    }

    @Test
    void anEmptyArtifactIsOneToo() throws IOException {
        assertThat(store.get(store.put(new byte[0]))).isEmpty();
    }

    @Test
    void whatIsNotThereIsSaidSo() throws IOException {
        String digest = Sha256.of("never stored");
        assertThat(store.has(digest)).isFalse();
        assertThatThrownBy(() -> store.get(digest))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(digest);
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        String digest = store.put(BYTES);
        Files.writeString(files().get(0), "a profilf");
        assertThatThrownBy(() -> store.get(digest))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
        Files.writeString(files().get(0), "");
        assertThatThrownBy(() -> store.get(digest)).isInstanceOf(IOException.class);
    }

    @Test
    void aNameThatIsNoDigestNeverReachesTheFileSystem() {
        for (String name : List.of("", "../../etc/passwd", "A".repeat(64), "0".repeat(63))) {
            assertThatThrownBy(() -> store.get(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("64");
        }
    }

    @Test
    void anyNumberOfWritersMayPutTheSame() throws Exception {
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            Callable<String> put = () -> new DirectoryArtifactStore(directory.resolve("artifacts")).put(large);
            for (Future<String> done :
                    writers.invokeAll(IntStream.range(0, 32).mapToObj(i -> put).toList())) {
                assertThat(store.get(done.get())).isEqualTo(large);
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(files()).as("no part is left behind").hasSize(1);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
