package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which models stay loaded. */
class ChampionsTest {
    private static final String KEY = "subtype/reference/champion";

    @TempDir
    private Path directory;

    @Test
    void aModelThatIsGoneBackToIsLoadedAlready() throws IOException {
        ArtifactStore store = new DirectoryArtifactStore(directory);
        Champions champions = new Champions(store);
        ModelRelease first = release(store, 1);
        ModelRelease second = release(store, 2);
        Model served = champions.of(KEY, first);
        assertThat(champions.of(KEY, second)).isNotSameAs(served);
        assertThat(champions.of(KEY, first)).isSameAs(served);
    }

    @Test
    void aChallengerThatBecomesChampionIsLoadedAlready() throws IOException {
        ArtifactStore store = new DirectoryArtifactStore(directory);
        Champions champions = new Champions(store);
        ModelRelease release = release(store, 1);
        Model challenger =
                champions.ofChallenger("subtype/reference/challenger", release).orElseThrow();
        assertThat(champions.of(KEY, release)).isSameAs(challenger);
    }

    @Test
    void ofManyModelsOnlyTheLastStayLoaded() throws IOException {
        ArtifactStore store = new DirectoryArtifactStore(directory);
        Champions champions = new Champions(store);
        Model served = champions.of(KEY, release(store, 1));
        for (int seed = 2; seed < 8; seed++) {
            champions.of(KEY, release(store, seed));
        }
        Model again = champions.of(KEY, release(store, 1));
        assertThat(again).isNotSameAs(served);
        assertThat(again.bundleSha256()).isEqualTo(served.bundleSha256());
    }

    private static ModelRelease release(ArtifactStore store, long seed) throws IOException {
        ModelBundle bundle = SmallModel.random(seed, 5, 3).bundle();
        String digest = store.put(new RecordArtifact<>(ModelBundle.class).write(bundle));
        return Samples.release(digest, ReleaseAlias.CHAMPION);
    }
}
