package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.expressway.analysis.normalize.GeneLengths;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.matrix.MatrixReader;
import org.expressway.ingest.table.GeneLengthTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code expressway normalize}. */
@Command(
        name = "normalize",
        mixinStandardHelpOptions = true,
        description = {
            "Normalizes the samples of a genes x samples table, each on its own against a frozen reference, with the"
                    + " stream's own code. No platform is needed. Memory: 12 bytes a value; 20,000 genes x 1,000 samples"
                    + " take 240 MB."
        },
        footer = {
            "",
            "Examples:",
            "  expressway normalize --method median-of-ratios --matrix counts.tsv.gz --out log2.tsv.gz --factors sizes.tsv",
            "  expressway normalize --method tmm --reference-samples @healthy.txt --matrix counts.csv --out log2cpm.csv",
            "  expressway normalize --reference .expressway/artifacts/3f/3f2a… --matrix counts.tsv --digits 17 --out -"
        })
public final class NormalizeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Mixin
    private final TableOut out = new TableOut();

    @Option(
            names = "--method",
            paramLabel = "NAME",
            converter = MethodName.class,
            description = "median-of-ratios, tmm, log-cpm, cpm (linear), tpm and cp10k-log1p (natural logarithm) take"
                    + " counts, log2 takes amounts such as TPM, quantile and none take log2 values. A profile brings its"
                    + " own.")
    private @Nullable NormalizationMethod method;

    @Option(
            names = "--matrix",
            required = true,
            paramLabel = "FILE",
            description = "Genes x samples, TSV or CSV, plain or gzip.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path matrix;

    @ArgGroup
    private @Nullable From from;

    @Option(names = "--factors", paramLabel = "FILE", description = "Write library sizes and factors per sample.")
    private @Nullable Path factors;

    @Option(
            names = "--prior",
            paramLabel = "P",
            description = "Pseudo-count before the logarithm (default: the method's).")
    private @Nullable Double prior;

    @Option(
            names = "--gene-lengths",
            paramLabel = "FILE",
            description = "For tpm: a table of gene and length in bases, with a header.")
    private @Nullable Path geneLengths;

    @Option(
            names = "--tmm-reference",
            paramLabel = "SAMPLE",
            description = "For tmm: the sample to compare with (default: edgeR's choice).")
    private @Nullable String tmmReference;

    /** What freezes the reference; without either it is every sample of the file. */
    private static final class From {
        @Option(
                names = "--reference",
                paramLabel = "FILE",
                description = "A reference profile, as the artifact store keeps it.")
        private @Nullable Path profile;

        @Option(
                names = "--reference-samples",
                paramLabel = "LIST",
                converter = SampleList.Converter.class,
                description = "Samples of this file that freeze the reference: S1,S2 or @FILE (default: all samples).")
        private @Nullable SampleList samples;
    }

    @Override
    public Integer call() throws BadInput, IOException {
        Path profile = from == null ? null : from.profile;
        NormalizationSettings settings = profile == null ? settings() : null;
        refuseWithProfile(profile);
        out.check(matrix, profile, geneLengths);
        out.checkAlso(factors, matrix, profile, geneLengths);
        GeneLengths lengths = geneLengths == null ? null : GeneLengthTable.read(geneLengths);
        Progress progress = new TerminalProgress(System.err);
        ExpressionMatrix read = MatrixReader.read(matrix, progress);
        Scale scale = settings == null
                ? ofProfile(Objects.requireNonNull(profile), read)
                : frozen(read, settings.withGeneLengths(lengths == null ? null : lengths.of(read.genes())));
        Normalized normalized = Normalized.of(read, scale, progress);
        out.write(read.frame(), normalized.values());
        if (factors != null) {
            FactorTable.write(factors, read, scale.normalizer(), normalized.factors());
        }
        return ExitCode.OK;
    }

    /** All but the gene lengths, which need the matrix's genes. */
    private NormalizationSettings settings() {
        if (method == null) {
            throw usage("a --method is missing, or a --reference that has one");
        }
        if ((method == NormalizationMethod.TPM) != (geneLengths != null)) {
            throw usage("--method tpm and --gene-lengths need each other");
        }
        try {
            NormalizationSettings settings = NormalizationSettings.of(method).withTmmReference(tmmReference);
            return prior == null ? settings : settings.withPrior(prior);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private void refuseWithProfile(@Nullable Path profile) {
        if (profile != null && (prior != null || geneLengths != null || tmmReference != null)) {
            throw usage("a --reference has frozen prior, gene lengths and TMM reference; leave these options out");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private Scale frozen(ExpressionMatrix read, NormalizationSettings settings) throws BadInput {
        if (!settings.method().accepts(ValueUnit.LOG2)) {
            Amounts.require(read);
        }
        SampleList named = from == null ? null : from.samples;
        return Scale.frozenFrom(read, named == null ? Scale.everySample(read) : named.in(read.frame()), settings);
    }

    private Scale ofProfile(Path profile, ExpressionMatrix read) throws IOException, BadInput {
        ProfileFile file = ProfileFile.read(profile, read.genes());
        NormalizationMethod frozen = file.profile().normalizer().method();
        if (method != null && method != frozen) {
            throw new IllegalArgumentException("the reference normalizes by " + frozen.text() + ", not by "
                    + method.text() + "; leave --method out, or freeze a reference with --reference-samples");
        }
        if (file.profile().normalizer().unit().linear()) {
            Amounts.require(read);
        }
        if (file.alignment().extra() > 0) {
            System.err.println("note: " + file.alignment().extra()
                    + " genes of the matrix are not in the reference's panel and become NA");
        }
        return new Scale(file.profile().normalizer(), file.alignment());
    }

    private static final class MethodName implements ITypeConverter<NormalizationMethod> {
        @Override
        public NormalizationMethod convert(String name) {
            try {
                return NormalizationMethod.named(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
