package org.expressway.cli.command;

import java.nio.file.Path;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.table.GeneLengthTable;
import org.expressway.stream.reference.NormalizationRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How samples are normalised, and what the method needs to know. */
final class NormalizationOptions {
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            converter = MethodName.class,
            description = {
                "For counts: median-of-ratios, tmm, log-cpm, tpm, cp10k-log1p. For log2 values: none, quantile.",
                "For TPM, CPM or FPKM: log2 (default: told by the unit; counts: median-of-ratios, log2 values: none)."
            })
    private @Nullable NormalizationMethod method;

    @Option(
            names = "--prior",
            paramLabel = "COUNT",
            description = "Pseudo-count before the logarithm (default: .5 for median-of-ratios, 2 for tmm and log-cpm,"
                    + " 1 for tpm and log2).")
    private @Nullable Double prior;

    @Option(
            names = "--gene-lengths",
            paramLabel = "FILE",
            description = "For tpm: TSV or CSV of gene and length in bases, every gene of the panel.")
    private @Nullable Path geneLengths;

    @Option(
            names = "--tmm-reference",
            paramLabel = "SITE/SAMPLE",
            description = "For tmm: the sample all others are compared with (default: as edgeR chooses).")
    private @Nullable String tmmReference;

    NormalizationRequest request() throws BadInput {
        return new NormalizationRequest(
                method, prior, geneLengths == null ? null : GeneLengthTable.read(geneLengths), tmmReference);
    }

    /** Names as the field writes them, {@code log-cpm}. */
    static final class MethodName implements ITypeConverter<NormalizationMethod> {
        @Override
        public NormalizationMethod convert(String name) {
            try {
                return NormalizationMethod.named(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
