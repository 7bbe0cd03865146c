package org.expressway.stream;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.stream.batch.BatchSettings;

/**
 * Everything HarmonizeJob needs to know.
 *
 * @param bootstrap Kafka's bootstrap servers
 * @param registryUrl schema registry
 * @param artifacts directory of the artifact store
 * @param referenceId reference that batches opened from now on are corrected against
 * @param epoch activation number of that reference
 * @param duplicateWindow how long values are remembered, to be known again under another id
 */
public record HarmonizeConfig(
        String bootstrap,
        String registryUrl,
        String artifacts,
        String referenceId,
        long epoch,
        BatchSettings batch,
        Duration duplicateWindow)
        implements Serializable {
    public static final Duration DUPLICATE_WINDOW = Duration.ofDays(30);

    public HarmonizeConfig {
        Sha256.check(referenceId);
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch: expected 1 or more, seen " + epoch);
        }
        if (duplicateWindow.isNegative() || duplicateWindow.isZero()) {
            throw new IllegalArgumentException(
                    "duplicateWindow: expected more than nothing, as P30D, seen " + duplicateWindow);
        }
    }

    public ArtifactStore artifactStore() {
        return new DirectoryArtifactStore(Path.of(artifacts));
    }
}
