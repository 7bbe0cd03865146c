package org.expressway.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.pseudonym.PseudonymKey;
import org.expressway.ingest.pseudonym.PseudonymKeyFile;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of subject ids. A key comes from a file or the environment, never from the command line, which others see. */
public final class PseudonymOptions {
    /** Names the file of a key. */
    static final String FILE_VARIABLE = "EXPRESSWAY_PSEUDONYM_KEY_FILE";

    /** Holds the key itself. */
    static final String KEY_VARIABLE = "EXPRESSWAY_PSEUDONYM_KEY";

    @Option(
            names = "--pseudonym-key",
            paramLabel = "FILE",
            description = {
                "Key that subject ids are made pseudonyms with (default: EXPRESSWAY_PSEUDONYM_KEY_FILE, or the key's hex",
                "digits in EXPRESSWAY_PSEUDONYM_KEY)."
            })
    private @Nullable Path keyFile;

    @Option(
            names = "--already-pseudonymous",
            description = "Subject ids are pseudonyms already and are published as they are.")
    private boolean already;

    /** As the options say, else the environment; without either, subjects are refused. */
    public Pseudonyms pseudonyms() throws BadInput, IOException {
        if (already && keyFile != null) {
            throw new IllegalArgumentException(
                    "--pseudonym-key and --already-pseudonymous exclude each other; give one");
        }
        return already
                ? Pseudonyms.ALREADY
                : key(keyFile, System.getenv()).map(Pseudonyms::under).orElse(Pseudonyms.REFUSED);
    }

    /** The key of a file, else of the environment. */
    static Optional<PseudonymKey> key(@Nullable Path file, Map<String, String> environment)
            throws BadInput, IOException {
        String said = environment.getOrDefault(FILE_VARIABLE, "");
        if (file != null || !said.isBlank()) {
            return Optional.of(PseudonymKeyFile.read(file == null ? Path.of(said) : file));
        }
        String hex = environment.getOrDefault(KEY_VARIABLE, "");
        try {
            return hex.isBlank() ? Optional.empty() : Optional.of(PseudonymKey.ofHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    KEY_VARIABLE + ": " + e.getMessage() + ", expected " + PseudonymKey.expected(), e);
        }
    }
}
