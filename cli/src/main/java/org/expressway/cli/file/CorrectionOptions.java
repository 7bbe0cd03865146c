package org.expressway.cli.file;

import java.util.List;
import java.util.Set;
import org.expressway.analysis.correct.Adjustment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a person asks of the correction itself. */
final class CorrectionOptions {
    /** The stream's own default. */
    private static final int GUARDED_LEAST = 8;
    /** A variance needs two. */
    private static final int LEAST = 2;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(names = "--reference-batch", required = true, paramLabel = "BATCH", description = "The reference.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String referenceBatch;

    @Option(names = "--mean-only", description = "Correct the location alone, not the spread.")
    private boolean meanOnly;

    @Option(
            names = "--all-genes",
            description = "Correct every gene that varies, as R does (default: only those expressed in the reference,"
                    + " with a mean above 0 and a standard deviation above .05 log2).")
    private boolean allGenes;

    @Option(
            names = "--guard",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "Judge from the reference's classes whether batch and biology can be told apart, and leave alone"
                            + " what cannot be (default: ${DEFAULT-VALUE}).")
    private Guarding guard = Guarding.ON;

    @Option(
            names = "--min-batch-size",
            paramLabel = "N",
            description = "Study samples a batch without controls needs (default: 8, with --guard off 2).")
    private @Nullable Integer minBatchSize;

    @Option(
            names = "--same-mix",
            paramLabel = "BATCH",
            split = ",",
            description =
                    "A batch whose classes are mixed as in the reference, by design (a paired study, a plate filled at"
                            + " random), or 'all': corrected even where its samples alone do not prove that; repeatable.")
    private List<String> sameMix = List.of();

    private enum Guarding {
        ON,
        OFF
    }

    CorrectionRequest request(CorrectionColumns columns) {
        boolean guarded = guard == Guarding.ON;
        if (columns.roles() && columns.classes() && !guarded) {
            throw usage("--covariate-column with --guard off is R's mod=, which knows no controls: leave --role-column"
                    + " out, or --guard on");
        }
        return new CorrectionRequest(
                referenceBatch,
                guarded,
                columns.classes(),
                meanOnly ? Adjustment.MEAN_ONLY : Adjustment.MEAN_AND_VARIANCE,
                allGenes,
                leastSamples(guarded),
                Set.copyOf(sameMix));
    }

    private int leastSamples(boolean guarded) {
        if (minBatchSize == null) {
            return guarded ? GUARDED_LEAST : LEAST;
        }
        if (minBatchSize < LEAST) {
            throw usage(
                    "--min-batch-size " + minBatchSize + ": expected 2 or more, since one sample shows no variance");
        }
        return minBatchSize;
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
