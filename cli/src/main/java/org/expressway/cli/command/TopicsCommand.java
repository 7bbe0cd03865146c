package org.expressway.cli.command;

import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.expressway.cli.ExitCode;
import org.expressway.schemas.topic.Provisioning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway topics}. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "The topics of the platform.",
        footer = {
            "",
            "Example:",
            "  expressway topics create --bootstrap kafka:9092 --registry http://registry:8081 --artifacts /srv/artifacts"
        })
public final class TopicsCommand {
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates the topics with their configuration and registers their schemas; safe to run again.",
            footer = {
                "",
                "Example:",
                "  expressway topics create --bootstrap kafka:9092 --registry http://registry:8081 --artifacts /srv/artifacts"
                        + " --partitions 12 --replication 3"
            })
    int create(
            @Mixin PlatformOptions platform,
            @Option(
                            names = "--partitions",
                            defaultValue = "4",
                            description = "Partitions of the topics keyed by sample (default: ${DEFAULT-VALUE}).")
                    int partitions,
            @Option(
                            names = "--replication",
                            defaultValue = "1",
                            description = "Copies of each partition (default: ${DEFAULT-VALUE}).")
                    short replication) {
        try (Admin admin = platform.admin()) {
            List<String> created =
                    new Provisioning(admin, platform.schemas()).run(new Provisioning.Settings(partitions, replication));
            created.forEach(System.out::println);
            System.err.println(created.isEmpty() ? "all topics were there" : "created " + created.size() + " topics");
        }
        return ExitCode.OK;
    }
}
