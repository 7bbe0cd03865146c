package org.expressway.cli;

import org.expressway.cli.audit.AuditCommand;
import org.expressway.cli.call.SignCommand;
import org.expressway.cli.call.SignedCommand;
import org.expressway.cli.command.BenchmarkCommand;
import org.expressway.cli.command.CellsCommand;
import org.expressway.cli.command.DemoCommand;
import org.expressway.cli.command.ExplainCommand;
import org.expressway.cli.command.GatewayCommand;
import org.expressway.cli.command.InspectCommand;
import org.expressway.cli.command.LabelCommand;
import org.expressway.cli.command.ModelsCommand;
import org.expressway.cli.command.PredictionsCommand;
import org.expressway.cli.command.PseudonymCommand;
import org.expressway.cli.command.PublishCommand;
import org.expressway.cli.command.ReferenceCommand;
import org.expressway.cli.command.RunCommand;
import org.expressway.cli.command.SimulateCommand;
import org.expressway.cli.command.StatusCommand;
import org.expressway.cli.command.TopicsCommand;
import org.expressway.cli.command.TrainCommand;
import org.expressway.cli.command.UpCommand;
import org.expressway.cli.command.WatchCommand;
import org.expressway.cli.command.WithdrawCommand;
import org.expressway.cli.drift.DriftCommand;
import org.expressway.cli.file.CorrectCommand;
import org.expressway.cli.file.EvaluateCommand;
import org.expressway.cli.file.NormalizeCommand;
import org.expressway.cli.file.QcCommand;
import org.expressway.cli.performance.PerformanceCommand;
import org.expressway.cli.rejected.RejectedCommand;
import org.expressway.schemas.wire.AvroSafety;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the {@code expressway} command. */
@Command(
        name = "expressway",
        mixinStandardHelpOptions = true,
        version = "expressway 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Carries gene-expression samples from a laboratory's file to a scored, traceable result.",
        footer = {
            "",
            "Exit codes: 0 ok, 1 failure, 2 usage, 3 bad data, 4 unreachable, 5 not allowed, 6 partly done.",
            "",
            "Example, the whole job on a simulated cohort:",
            "  expressway demo",
            "Example, a platform of your own:",
            "  expressway up",
            "  expressway pseudonym new-key lab.key",
            "  expressway publish counts.tsv.gz --samples samples.tsv --pseudonym-key lab.key",
            "  expressway predictions --follow"
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            TopicsCommand.class,
            InspectCommand.class,
            PublishCommand.class,
            PseudonymCommand.class,
            WatchCommand.class,
            GatewayCommand.class,
            SimulateCommand.class,
            LabelCommand.class,
            RunCommand.class,
            WithdrawCommand.class,
            ReferenceCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            PredictionsCommand.class,
            ExplainCommand.class,
            SignCommand.class,
            SignedCommand.class,
            PerformanceCommand.class,
            DriftCommand.class,
            CellsCommand.class,
            RejectedCommand.class,
            AuditCommand.class,
            NormalizeCommand.class,
            CorrectCommand.class,
            QcCommand.class,
            EvaluateCommand.class,
            BenchmarkCommand.class
        })
public final class ExpresswayMain implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** @return the exit code */
    public static int execute(String... args) {
        AvroSafety.apply();
        CommandLine line = new CommandLine(new ExpresswayMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(new Failures());
        return line.execute(args);
    }
}
