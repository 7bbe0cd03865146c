package org.expressway.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.expressway.infra.local.ChildCommand;
import org.expressway.infra.local.ChildJava;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Trains on the labelled FINAL samples of the active reference and releases the model as champion.",
        footer = {
            "",
            "Example, once:",
            "  expressway train --recipe dense --seed 7",
            "Example, as a service:",
            "  expressway train --every 12h --after-labels 200"
        })
public final class TrainCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(names = "--recipe", description = "dense or logistic (default: the validation subjects decide).")
    private @Nullable String recipe;

    @Option(
            names = "--model",
            defaultValue = "subtype",
            description = "Name to release under (default: ${DEFAULT-VALUE}).")
    private String model = "subtype";

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of split and training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Serve: train again after this time, for example 30m or 12h.")
    private @Nullable String every;

    @Option(names = "--after-labels", paramLabel = "N", description = "Serve: train again after this many new labels.")
    private @Nullable Long afterLabels;

    @Option(names = "--json", description = "Print one JSON object a release.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (ChildJava trainer =
                TrainerProcess.start(platform.platform(), options(), new ChildCommand.Output.Terminal())) {
            return trainer.exit().get();
        }
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(List.of("--model", model, "--seed", Long.toString(seed)));
        add(options, "--recipe", recipe);
        add(options, "--every", every);
        add(options, "--after-labels", afterLabels);
        if (json) {
            options.add("--json");
        }
        return options;
    }

    private static void add(List<String> options, String name, @Nullable Object value) {
        if (value != null) {
            options.add(name);
            options.add(value.toString());
        }
    }
}
