package org.expressway.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.pseudonym.PseudonymKey;
import org.expressway.ingest.pseudonym.PseudonymKeyFile;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code expressway pseudonym}. */
@Command(
        name = "pseudonym",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Makes the key that subject ids are hidden with, and tells the pseudonym of an id.",
            "A pseudonym is p-KEY-HASH: the first 16 bytes of HMAC-SHA-256 of the id, behind the name of the key."
        },
        footer = {
            "",
            "Example:",
            "  expressway pseudonym new-key lab.key",
            "  expressway pseudonym of P0417 --pseudonym-key lab.key",
            "  expressway pseudonym of - --pseudonym-key lab.key < ids.txt    # keeps ids out of the shell's history"
        })
public final class PseudonymCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: new-key or of");
    }

    @Command(
            name = "new-key",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a random key of 32 bytes in a new file that its owner alone can read.",
                "Keep a copy apart from the data: without the key nobody can tell whose a pseudonym is, and new samples of",
                "a subject no longer meet its old ones."
            },
            footer = {"", "Example:", "  expressway pseudonym new-key lab.key"})
    int newKey(
            @Parameters(paramLabel = "FILE", description = "Must not be there yet.") Path file,
            @Option(names = "--json", description = "Print one JSON object.") boolean json)
            throws IOException {
        PseudonymKey key = PseudonymKeyFile.create(file);
        System.out.println(
                json
                        ? Json.line(Map.of("file", file.toString(), "key", key.name()))
                        : "made key " + key.name() + " in " + file + "; keep a copy apart from the data");
        return ExitCode.OK;
    }

    @Command(
            name = "of",
            mixinStandardHelpOptions = true,
            description = "Tells the pseudonyms of subject ids, one a line.",
            footer = {"", "Example:", "  expressway pseudonym of P0417 --pseudonym-key lab.key"})
    int of(
            @Parameters(paramLabel = "ID", arity = "1..*", description = "Subject ids; - reads them from stdin.")
                    List<String> ids,
            @Option(
                            names = "--pseudonym-key",
                            paramLabel = "FILE",
                            description = "Key (default: EXPRESSWAY_PSEUDONYM_KEY_FILE or EXPRESSWAY_PSEUDONYM_KEY).")
                    @Nullable
                    Path keyFile,
            @Option(names = "--json", description = "Print one JSON object a line.") boolean json)
            throws BadInput, IOException {
        PseudonymKey key = PseudonymOptions.key(keyFile, System.getenv())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "no key: give --pseudonym-key FILE or " + PseudonymOptions.FILE_VARIABLE));
        Pseudonyms pseudonyms = Pseudonyms.under(key);
        for (String id : ids.equals(List.of("-")) ? fromStdin() : ids) {
            String pseudonym = pseudonyms.of(id.strip());
            System.out.println(json ? Json.line(Map.of("pseudonym", pseudonym)) : pseudonym);
        }
        return ExitCode.OK;
    }

    private static List<String> fromStdin() throws IOException {
        List<String> ids = new ArrayList<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                ids.add(line);
            }
        }
        return ids;
    }
}
