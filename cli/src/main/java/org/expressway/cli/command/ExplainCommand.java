package org.expressway.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.explain.CaseJson;
import org.expressway.cli.explain.CasePage;
import org.expressway.cli.explain.CaseText;
import org.expressway.cli.explain.ExplainedCase;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.OfRecord;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code expressway explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Why a sample was called as it was: genes and pathways behind the call and against the next one, how sure"
                    + " it is,",
            "what it rests on. It explains the model, not the tumour."
        },
        footer = {
            "",
            "Example:",
            "  expressway explain LYON/S17",
            "  expressway explain LYON/S17 --html S17.html --genes 30",
            "  expressway explain LYON/S17 --stage provisional --json",
            "Exit codes: 0 explained, 3 no such prediction, 4 unreachable, 6 shown, but it could not be explained."
        })
public final class ExplainCommand implements Callable<Integer> {
    private static final int MOST_GENES = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Parameters(paramLabel = "SITE/SAMPLE", description = "The sample.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String sample;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a page to read and print; nothing else is needed to show it.")
    private @Nullable Path html;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(
            names = "--genes",
            paramLabel = "N",
            defaultValue = "20",
            description = "Genes and pathways shown (default: ${DEFAULT-VALUE}).")
    private int genes;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "provisional, final or late (default: the most settled).")
    private @Nullable String stage;

    @Override
    public Integer call() throws IOException {
        if (genes < 1 || genes > MOST_GENES) {
            throw new ParameterException(spec.commandLine(), "--genes " + genes + ": expected 1 to " + MOST_GENES);
        }
        Prediction prediction = prediction(key(), wantedStage());
        ExplainedCase found =
                ExplainedCase.read(prediction, platform.reader(Topics.CORRECTED), platform.artifactStore(), genes);
        if (html != null) {
            Files.writeString(html, CasePage.of(found), StandardCharsets.UTF_8);
            System.err.println("written to " + html);
        }
        System.out.print(json ? Json.line(CaseJson.of(found)) + "\n" : html == null ? CaseText.of(found) : "");
        return found.explained() ? ExitCode.OK : ExitCode.PARTLY_DONE;
    }

    private String key() {
        String[] parts = sample.split("/", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "\"" + sample + "\" is no sample; expected SITE/SAMPLE, such as LYON/S17");
        }
        return Keys.of(parts[0], parts[1]);
    }

    private @Nullable Stage wantedStage() {
        if (stage == null) {
            return null;
        }
        for (Stage known : Stage.values()) {
            if (known != Stage.UNKNOWN && known.name().equalsIgnoreCase(stage)) {
                return known;
            }
        }
        throw new ParameterException(spec.commandLine(), "--stage " + stage + ": expected provisional, final or late");
    }

    private Prediction prediction(String key, @Nullable Stage wanted) {
        Prediction[] found = new Prediction[1];
        platform.reader(Topics.PREDICTION).toEnd(read -> {
            Prediction one = read.value();
            if (one != null && read.key().equals(key) && (wanted == null || one.getStage() == wanted)) {
                found[0] = found[0] == null ? one : OfRecord.of(found[0], one);
            }
        });
        if (found[0] == null) {
            throw new IllegalArgumentException("no prediction of " + key + (wanted == null ? "" : " at stage " + wanted)
                    + " is there; `expressway predictions --all` lists those that are");
        }
        return found[0];
    }
}
