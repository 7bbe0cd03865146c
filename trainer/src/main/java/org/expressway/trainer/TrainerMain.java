package org.expressway.trainer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.trainer.annotate.Annotation;
import org.expressway.trainer.gate.Protocol;
import org.expressway.trainer.recipe.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains once, or again and again with {@code --every} or {@code --after-labels}. */
@Command(
        name = "trainer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a subtype classifier on the labelled samples and releases it if it passes its gate.",
        footer = {
            "",
            "Example: trainer --bootstrap 127.0.0.1:9092 --registry http://127.0.0.1:8081 --artifacts data/artifacts"
                    + " --json",
            "Exit codes: 0 champion or challenger, 1 failure, 2 usage, 3 data that cannot teach a model, 4 Kafka or"
                    + " registry",
            "unreachable, 5 another trainer is at work on the store, 6 trained, and refused by the gate."
        })
public final class TrainerMain implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--bootstrap", required = true, paramLabel = "HOST:PORT", description = "Kafka brokers.")
    private String bootstrap = "";

    @Option(names = "--registry", required = true, paramLabel = "URL", description = "Schema registry.")
    private String registry = "";

    @Option(names = "--artifacts", required = true, paramLabel = "DIR", description = "Artifact store.")
    private Path artifacts = Path.of("");

    @Option(names = "--model", defaultValue = "subtype", description = "Name to release under (${DEFAULT-VALUE}).")
    private String model = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The trainer's own store (default: a folder `trainer` beside the artifact store).")
    private @Nullable Path data;

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            description = "A recipe or a YAML file of one; without it the validation subjects decide.")
    private @Nullable String recipe;

    @Option(
            names = "--protocol",
            paramLabel = "FILE",
            description = "What a model has to show before it serves (default: built in; `models protocol` prints it).")
    private @Nullable Path protocol;

    @Option(
            names = "--gene-symbols",
            paramLabel = "FILE",
            description = "Table of gene ids and symbols that explanations use.")
    private @Nullable Path geneSymbols;

    @Option(
            names = "--gene-sets",
            paramLabel = "FILE",
            split = ",",
            description = "GMT files or PROGENy tables that explanations are summed over.")
    private List<Path> geneSets = List.of();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of split and training (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--min-samples", defaultValue = "20", description = "Labelled samples needed (${DEFAULT-VALUE}).")
    private int minSamples;

    @Option(names = "--threads", defaultValue = "1", description = "Native threads (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Serve: train again after this time (30s, 30m, 2h).")
    private @Nullable Duration every;

    @Option(names = "--after-labels", paramLabel = "N", description = "Serve: train again after this many new labels.")
    private @Nullable Long afterLabels;

    @Option(names = "--exit-with-parent", description = "End when standard input closes.")
    private boolean exitWithParent;

    @Option(names = "--json", description = "One JSON object a release on stdout.")
    private boolean json;

    /** Everything was done but the last: a model is there and does not serve. */
    private static final int REFUSED = 6;

    private TrainerMain() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        if (args.length == 1 && args[0].equals("--print-protocol")) {
            System.out.print(Protocol.standardText());
            return 0;
        }
        AvroSafety.apply();
        return new CommandLine(new TrainerMain())
                .setExecutionExceptionHandler(
                        (e, command, parsed) -> Outcome.of(e).report(command.getErr()))
                .execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrainerConfig config = config();
        NativeThreads.limitTo(config.threads());
        TrainingRun run = new TrainingRun(config, stderr(), System.err::println, Clock.systemUTC());
        if (config.service()) {
            serve(config, run);
        } else {
            if (exitWithParent) {
                ParentWatch.start(System.in, () -> Runtime.getRuntime().halt(1));
            }
            TrainingReport report = run.run();
            print(report);
            return report.released() ? 0 : REFUSED;
        }
        return 0;
    }

    private TrainerConfig config() {
        try {
            return new TrainerConfig(
                    bootstrap,
                    registry,
                    artifacts,
                    data == null ? artifacts.toAbsolutePath().resolveSibling("trainer") : data,
                    model,
                    Optional.ofNullable(recipe),
                    Optional.ofNullable(protocol),
                    seed,
                    minSamples,
                    threads,
                    Optional.ofNullable(every),
                    afterLabels == null ? OptionalLong.empty() : OptionalLong.of(afterLabels),
                    new Annotation(Optional.ofNullable(geneSymbols), geneSets));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private void serve(TrainerConfig config, TrainingRun run) throws IOException, InterruptedException {
        TrainerService service = new TrainerService(config, run, Clock.systemUTC(), System.err);
        Runtime.getRuntime().addShutdownHook(new Thread(service::stop, "stop"));
        if (exitWithParent) {
            ParentWatch.start(System.in, () -> System.exit(0));
        }
        service.serve(this::print);
    }

    private void print(TrainingReport report) {
        if (json) {
            System.out.println(report.json());
        } else {
            System.out.print(report.text());
        }
    }

    private static Progress stderr() {
        return (recipe, epoch, train, validation, seconds) -> System.err.printf(
                Locale.ROOT,
                "%-8s %3d  train %.4f  validation %.4f  %6.1f s%n",
                recipe,
                epoch,
                train,
                validation,
                seconds);
    }
}
