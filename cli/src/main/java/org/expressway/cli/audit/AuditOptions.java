package org.expressway.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.schemas.audit.AnchorFolder;
import org.expressway.schemas.audit.AnchorKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the platform is, where anchors lie, and whose signature they bear. */
final class AuditOptions {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(
            names = "--anchors",
            paramLabel = "DIR",
            defaultValue = "${env:EXPRESSWAY_ANCHORS}",
            description = "Folder of the anchors, best on another machine (default: DATA-DIR/audit/anchors).")
    private @Nullable Path anchors;

    PlatformOptions platform() {
        return platform;
    }

    /** Where the installation's key lies. */
    Path keys() {
        return Anchoring.keys(platform.dataDir());
    }

    Path anchorsAt() {
        return anchors == null ? Anchoring.anchors(platform.dataDir()) : anchors;
    }

    AnchorFolder folder() {
        return new AnchorFolder(anchorsAt());
    }

    /** @param given the public key that anchors are held against; null for the installation's own; none where it has none yet */
    @Nullable
    PublicKey publicKey(@Nullable Path given) throws IOException {
        Path file = given == null ? keys().resolve(AnchorKey.PUBLIC_FILE) : given;
        if (given == null && !Files.exists(file)) {
            return null;
        }
        return AnchorKey.publicKey(file);
    }
}
