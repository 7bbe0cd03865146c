package org.expressway.cli.rejected;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code expressway rejected list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "What was rejected and what became of it: OPEN, REDRIVEN (sent again, nobody has come to it yet) or RESOLVED.",
            "--facets counts by reason, site, step, state and time instead."
        },
        footer = {
            "",
            "Example:",
            "  expressway rejected list --reason QUALITY --site LYON --since 2d",
            "  expressway rejected list --facets --state open --json"
        })
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final Listing listing = new Listing();

    @Override
    public Integer call() {
        return listing.print();
    }
}
