package org.expressway.cli.audit;

import java.io.IOException;
import java.security.PublicKey;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.schemas.audit.AnchorKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code expressway audit key}. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the installation's public key (Ed25519, PEM), which anchors are checked with; makes the key where there is none.",
            "Keep a copy elsewhere, for `audit verify --key`."
        },
        footer = {"", "Example:", "  expressway audit key > anchors.pub"})
final class KeyCommand implements Callable<Integer> {
    @Mixin
    private final AuditOptions options = new AuditOptions();

    @Override
    public Integer call() throws IOException {
        var unused = AnchorKey.ofFolder(options.keys());
        PublicKey key = AnchorKey.publicKey(options.keys().resolve(AnchorKey.PUBLIC_FILE));
        System.out.print(AnchorKey.pem(key));
        return ExitCode.OK;
    }
}
