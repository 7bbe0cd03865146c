package org.expressway.cli.rejected;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code expressway rejected}; without a subcommand it lists. */
@Command(
        name = "rejected",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "Records that could not be processed, with the reason; their original bytes are kept for 30 days.",
            "Without a command it lists them."
        },
        footer = {
            "",
            "Example, look at what is there, mend its cause, send it again:",
            "  expressway rejected list --facets",
            "  expressway rejected show expression.sample.raw.v1/0/17",
            "  expressway rejected replay --reason NO_REFERENCE --dry-run",
            "  expressway rejected replay --reason NO_REFERENCE --by ada --why \"reference 3f2a is active now\""
        },
        subcommands = {ListCommand.class, ShowCommand.class, ExportCommand.class, ReplayCommand.class})
public final class RejectedCommand implements Callable<Integer> {
    @Mixin
    private final Listing listing = new Listing();

    @Override
    public Integer call() {
        return listing.print();
    }
}
