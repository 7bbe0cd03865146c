package org.expressway.cli.audit;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway audit anchor}. */
@Command(
        name = "anchor",
        mixinStandardHelpOptions = true,
        description = {
            "Signs where all chains end now, and puts that into the folder of anchors; `up` does it every hour.",
            "Copy the folder to where the platform's people cannot write: that is what finds a chain that was cut short."
        },
        footer = {"", "Example:", "  expressway audit anchor --anchors /mnt/worm/anchors"})
final class AnchorCommand implements Callable<Integer> {
    @Mixin
    private final AuditOptions options = new AuditOptions();

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Optional<Anchoring.Made> made = new Anchoring(options.platform(), options.keys(), options.anchorsAt())
                .anchor(options.platform().clock().instant().truncatedTo(ChronoUnit.MILLIS));
        if (made.isEmpty()) {
            throw new IllegalArgumentException("nothing has been decided yet: there is no chain to anchor");
        }
        Anchoring.Made anchor = made.get();
        if (json) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("file", anchor.file().toString());
            row.put("sha256", anchor.anchor().sha256());
            row.put("chains", anchor.anchor().heads().size());
            System.out.println(Json.line(row));
        } else {
            System.out.println(anchor.file() + " signs the ends of "
                    + anchor.anchor().heads().size() + " chains");
        }
        return ExitCode.OK;
    }
}
