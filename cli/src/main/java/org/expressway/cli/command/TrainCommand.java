package org.expressway.cli.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.infra.local.ChildCommand;
import org.expressway.infra.local.ChildJava;
import org.expressway.schemas.avro.TrainingRequest;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code expressway train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains on the labelled FINAL samples of the active reference; a model that passes its gate is"
                + " released.",
        footer = {
            "",
            "Example, once:",
            "  expressway train --recipe dense --seed 7",
            "Example, as a service:",
            "  expressway train --every 12h --after-labels 200",
            "Example, to ask a service for a training:",
            "  expressway train --request --why \"a new scanner in LYON\" --as ada",
            "Exit codes: 0 champion or challenger, 3 too few labelled samples, 5 another trainer is at work, 6 refused"
                    + " by the gate."
        })
public final class TrainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            description = "A recipe or a YAML file of one (default: the validation subjects decide).")
    private @Nullable String recipe;

    @Option(
            names = "--protocol",
            paramLabel = "FILE",
            description = "What a model has to show (default: built in; `expressway models protocol` prints it).")
    private @Nullable Path protocol;

    @Option(
            names = "--gene-symbols",
            paramLabel = "FILE",
            description = "Table with ensembl_id (or another id) and symbol; explanations of the model use it.")
    private @Nullable Path geneSymbols;

    @Option(
            names = "--gene-sets",
            paramLabel = "FILE",
            split = ",",
            description = "GMT files or PROGENy tables; explanations of the model are summed over them.")
    private List<Path> geneSets = List.of();

    @Option(names = "--request", description = "Only ask a trainer that serves for a training; needs --why and --as.")
    private boolean request;

    @Option(names = "--why", description = "With --request: why; stays on record.")
    private @Nullable String why;

    @Option(names = "--as", paramLabel = "WHO", description = "With --request: who asks; stays on record.")
    private @Nullable String by;

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
        if (request) {
            return ask();
        }
        try (ChildJava trainer =
                TrainerProcess.start(platform.platform(), options(), new ChildCommand.Output.Terminal())) {
            return trainer.exit().get();
        }
    }

    private int ask() {
        if (why == null || by == null || why.isBlank() || by.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--request needs --why and --as; they stay on record");
        }
        TrainingRequest asked = new TrainingRequest(model, by, why, Instant.now());
        try (AtomicWriter writer = AtomicWriter.ofMany(platform.platform().bootstrap(), platform.schemas())) {
            writer.commit(transaction -> transaction.put(Topics.REQUEST, model, asked));
        }
        System.out.println(
                json
                        ? Json.line(Map.of(
                                "model",
                                model,
                                "by",
                                by,
                                "why",
                                why,
                                "at",
                                asked.getAt().toString()))
                        : "asked for a training of " + model
                                + "; the trainer that serves it answers with its next one");
        return ExitCode.OK;
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(List.of("--model", model, "--seed", Long.toString(seed)));
        add(options, "--recipe", recipe);
        add(options, "--protocol", protocol == null ? null : protocol.toAbsolutePath());
        add(options, "--gene-symbols", geneSymbols == null ? null : geneSymbols.toAbsolutePath());
        geneSets.forEach(file -> add(options, "--gene-sets", file.toAbsolutePath()));
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
