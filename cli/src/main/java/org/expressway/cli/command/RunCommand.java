package org.expressway.cli.command;

import java.util.List;
import org.expressway.cli.ExitCode;
import org.expressway.ingest.publish.RunPublisher;
import org.expressway.schemas.avro.ClassMix;
import org.expressway.schemas.topic.Keys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code expressway run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Sequencing runs (batches).",
        footer = {"", "Example:", "  expressway run close LYON/run42"})
public final class RunCommand {
    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            description = "Closes a run: its members, as published so far, get their FINAL values.",
            footer = {"", "Example:", "  expressway run close LYON/run42"})
    int close(
            @Mixin PlatformOptions platform,
            @Option(
                            names = "--same-mix",
                            description =
                                    "Its classes are mixed as in the reference, by design (a paired study, a plate"
                                            + " filled at random): correct it even where its samples alone do not prove that.")
                    boolean sameMix,
            @Parameters(paramLabel = "SITE/BATCH", description = "The run.") String batch) {
        List<String> members = new RunPublisher(platform.endpoints(), platform.clock())
                .close(Keys.site(batch), Keys.id(batch), sameMix ? ClassMix.AS_REFERENCE : ClassMix.UNKNOWN);
        System.out.println("closed " + batch + " with " + members.size() + " samples");
        return ExitCode.OK;
    }
}
