package org.expressway.stream;

import java.io.Serializable;
import java.nio.file.Path;
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
 * @param past what the topics said when the job was started
 */
public record HarmonizeConfig(
        String bootstrap,
        String registryUrl,
        String artifacts,
        String referenceId,
        long epoch,
        BatchSettings batch,
        Past past)
        implements Serializable {
    public HarmonizeConfig {
        Sha256.check(referenceId);
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch: expected 1 or more, seen " + epoch);
        }
    }

    /** Of a job before which nothing was said. */
    public HarmonizeConfig(
            String bootstrap,
            String registryUrl,
            String artifacts,
            String referenceId,
            long epoch,
            BatchSettings batch) {
        this(bootstrap, registryUrl, artifacts, referenceId, epoch, batch, new Past());
    }

    public HarmonizeConfig with(Past other) {
        return new HarmonizeConfig(bootstrap, registryUrl, artifacts, referenceId, epoch, batch, other);
    }

    public ArtifactStore artifactStore() {
        return new DirectoryArtifactStore(Path.of(artifacts));
    }
}
