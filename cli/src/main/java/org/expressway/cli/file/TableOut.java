package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.matrix.Digits;
import org.expressway.ingest.matrix.MatrixFrame;
import org.expressway.ingest.matrix.MatrixWriter;
import org.expressway.ingest.table.NewFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a computed table goes, and how finely it is written. */
final class TableOut {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "The result, rows and columns as in the matrix: TSV, or CSV for .csv, gzip for .gz, - = stdout.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(
            names = "--digits",
            paramLabel = "N",
            description = {
                "Significant digits, 1 to 17; 17 = what reads back as the same double.",
                "Default: what reads back as the same float32, which is what the stream carries."
            })
    private @Nullable Integer digits;

    /** Refuses, before anything is read, what could not be written. */
    void check(@Nullable Path... inputs) throws IOException {
        if (digits != null && (digits < 1 || digits > 17)) {
            throw new ParameterException(command.commandLine(), "--digits " + digits + ": expected 1 to 17");
        }
        check(out, inputs);
    }

    /** Refuses a further output in the place of an input or of this one. */
    void checkAlso(@Nullable Path other, @Nullable Path... inputs) throws IOException {
        if (other == null) {
            return;
        }
        if (other.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
            throw new ParameterException(command.commandLine(), other + " is to be written twice: name two files");
        }
        check(other, inputs);
    }

    boolean toStandardOutput() {
        return NewFile.isStandardOutput(out);
    }

    /** @param values {@code [sample][gene]} in the frame's order */
    void write(MatrixFrame frame, double[][] values) throws IOException {
        try (NewFile file = NewFile.at(out)) {
            Digits wanted = digits == null ? Digits.FLOAT32 : new Digits(digits);
            MatrixWriter.write(file, frame, values, wanted, new TerminalProgress(System.err));
            file.commit();
        }
    }

    private void check(Path written, @Nullable Path... inputs) throws IOException {
        Path folder = written.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ParameterException(
                    command.commandLine(), written + ": its folder is not there; create it first, or name another");
        }
        for (Path input : inputs) {
            if (input != null && Files.exists(written) && Files.exists(input) && Files.isSameFile(written, input)) {
                throw new ParameterException(
                        command.commandLine(), written + " is read and would be overwritten: name another file");
            }
        }
    }
}
