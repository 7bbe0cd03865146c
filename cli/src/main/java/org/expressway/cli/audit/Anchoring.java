package org.expressway.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.schemas.audit.Anchor;
import org.expressway.schemas.audit.AnchorFolder;
import org.expressway.schemas.audit.AnchorKey;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditHead;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.audit.ChainCheck;
import org.expressway.schemas.topic.AuditTrail;
import org.expressway.schemas.topic.Topics;

/** Signs where all chains end, and keeps that outside Kafka. */
public final class Anchoring {
    private static final String WRITER = "anchors";

    private final PlatformOptions platform;
    private final Path keys;
    private final Path folder;

    /** @param keys folder of the installation's key, made there at its first use; @param folder that anchors are put into */
    public Anchoring(PlatformOptions platform, Path keys, Path folder) {
        this.platform = platform;
        this.keys = keys;
        this.folder = folder;
    }

    public static Path keys(Path dataDir) {
        return dataDir.resolve("audit");
    }

    public static Path anchors(Path dataDir) {
        return keys(dataDir).resolve("anchors");
    }

    /** @param file where it lies */
    public record Made(Anchor anchor, Path file) {}

    /**
     * One anchor of what readers see now; none where no chain has begun. Its file comes first: an anchor that the chain speaks of is
     * there.
     */
    public Optional<Made> anchor(Instant at) throws IOException {
        PrivateKey key = AnchorKey.ofFolder(keys);
        ChainCheck chains = new ChainCheck(List.of());
        platform.reader(Topics.AUDIT).skippingUndecodable().toEnd(read -> chains.accept(read.key(), read.value(), ""));
        List<AuditHead> heads = chains.heads();
        if (heads.isEmpty()) {
            return Optional.empty();
        }
        Anchor anchor = new Anchor(at, heads);
        Path file = new AnchorFolder(folder).write(anchor, key);
        new AuditTrail(WRITER, platform.platform().bootstrap(), platform.schemas())
                .record(new AuditFact(AuditKind.ANCHORED, anchor.sha256(), "expressway", at)
                        .with("chains", heads.size())
                        .with("file", file.getFileName()));
        return Optional.of(new Made(anchor, file));
    }
}
