package org.expressway.stream;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.stream.batch.BatchSettings;
import org.expressway.stream.past.Past;

/**
 * Everything HarmonizeJob needs to know.
 *
 * @param bootstrap Kafka's bootstrap servers
 * @param registryUrl schema registry
 * @param artifacts directory of the artifact store
 * @param referenceId reference that batches opened from now on are corrected against
 * @param epoch activation number of that reference
 * @param duplicateWindow how long values are remembered, to be known again under another id
 * @param lineage newest epoch that began with a replay, 0 where none did: its transactions are its own
 * @param past what the topics said when the job was started
 */
public record HarmonizeConfig(
        String bootstrap,
        String registryUrl,
        String artifacts,
        String referenceId,
        long epoch,
        BatchSettings batch,
        Duration duplicateWindow,
        long lineage,
        Past past)
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
        if (lineage < 0 || lineage > epoch) {
            throw new IllegalArgumentException("lineage: expected 0 to the epoch " + epoch + ", seen " + lineage);
        }
    }

    /** Of a job before which nothing was said. */
    public HarmonizeConfig(
            String bootstrap,
            String registryUrl,
            String artifacts,
            String referenceId,
            long epoch,
            BatchSettings batch,
            Duration duplicateWindow) {
        this(bootstrap, registryUrl, artifacts, referenceId, epoch, batch, duplicateWindow, 0, new Past());
    }

    public HarmonizeConfig with(Past other) {
        return new HarmonizeConfig(
                bootstrap, registryUrl, artifacts, referenceId, epoch, batch, duplicateWindow, lineage, other);
    }

    public HarmonizeConfig withLineage(long other) {
        return new HarmonizeConfig(
                bootstrap, registryUrl, artifacts, referenceId, epoch, batch, duplicateWindow, other, past);
    }

    public ArtifactStore artifactStore() {
        return new DirectoryArtifactStore(Path.of(artifacts));
    }
}
