package org.expressway.cli.command;

import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.status.PlatformStatus;
import org.expressway.cli.status.StatusProbe;
import org.expressway.cli.terminal.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "How each part of the platform is, and how far behind.",
        footer = {"", "Example:", "  expressway status --json"})
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        PlatformStatus status = new StatusProbe(platform.platform()).look();
        System.out.println(json ? Json.line(status) : status.table());
        return status.healthy() ? ExitCode.OK : ExitCode.UNREACHABLE;
    }
}
