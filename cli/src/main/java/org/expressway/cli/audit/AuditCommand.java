package org.expressway.cli.audit;

import picocli.CommandLine.Command;

/** {@code expressway audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Who decided what, in hash chains that nobody can change unseen, and whether every sample still comes out as it",
            "was said."
        },
        footer = {
            "",
            "Example:",
            "  expressway audit list --kind BATCH_CLOSED --since 1d",
            "  expressway audit verify",
            "  expressway audit verify LYON/S17"
        },
        subcommands = {ListCommand.class, VerifyCommand.class, AnchorCommand.class, KeyCommand.class})
public final class AuditCommand {}
