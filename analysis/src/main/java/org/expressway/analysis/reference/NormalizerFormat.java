package org.expressway.analysis.reference;

import java.util.List;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.expressway.analysis.normalize.AlreadyLog;
import org.expressway.analysis.normalize.Cp10k;
import org.expressway.analysis.normalize.Cpm;
import org.expressway.analysis.normalize.LogCpm;
import org.expressway.analysis.normalize.LogOfValues;
import org.expressway.analysis.normalize.MedianOfRatios;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.normalize.Quantile;
import org.expressway.analysis.normalize.Tmm;
import org.expressway.analysis.normalize.Tpm;
import org.expressway.analysis.normalize.ValueUnit;

/**
 * The normaliser's part of {@link ReferenceFormat}: int method, then what that method froze.
 *
 * <pre>
 * 0 none             nothing
 * 1 median of ratios number prior | numbers ln geometric means
 * 2 TMM              number prior | text reference sample | numbers reference counts | number centre | number mean library size
 * 3 log-CPM          number prior | number mean library size
 * 4 TPM              number prior | numbers gene lengths
 * 5 quantile         numbers target
 * 6 CP10k log1p      nothing
 * 7 log2             number prior | int unit: 0 = TPM, 1 = CPM, 2 = FPKM
 * 8 CPM              nothing
 * </pre>
 */
final class NormalizerFormat {
    private static final List<NormalizationMethod> METHODS = List.of(
            NormalizationMethod.NONE,
            NormalizationMethod.MEDIAN_OF_RATIOS,
            NormalizationMethod.TMM,
            NormalizationMethod.LOG_CPM,
            NormalizationMethod.TPM,
            NormalizationMethod.QUANTILE,
            NormalizationMethod.CP10K_LOG1P,
            NormalizationMethod.LOG2,
            NormalizationMethod.CPM);
    private static final List<ValueUnit> LINEAR_UNITS = List.of(ValueUnit.TPM, ValueUnit.CPM, ValueUnit.FPKM);

    private NormalizerFormat() {}

    static void write(BinaryWriter out, Normalizer normalizer) {
        out.integer(METHODS.indexOf(normalizer.method()));
        if (normalizer instanceof MedianOfRatios ratios) {
            out.number(ratios.prior()).numbers(ratios.logGeometricMeans());
        } else if (normalizer instanceof Tmm tmm) {
            out.number(tmm.prior()).text(tmm.referenceSample());
            out.numbers(tmm.reference()).number(tmm.centre()).number(tmm.meanLibrarySize());
        } else if (normalizer instanceof LogCpm cpm) {
            out.number(cpm.prior()).number(cpm.meanLibrarySize());
        } else if (normalizer instanceof Tpm tpm) {
            out.number(tpm.prior()).numbers(tpm.lengths());
        } else if (normalizer instanceof Quantile quantile) {
            out.numbers(quantile.target());
        } else if (normalizer instanceof LogOfValues log) {
            out.number(log.prior()).integer(LINEAR_UNITS.indexOf(log.unit()));
        }
    }

    /** Java evaluates arguments from left to right; where the fields' order is another, they are read first. */
    static Normalizer read(BinaryReader in) {
        return switch (METHODS.get(in.choice(METHODS.size()))) {
            case NONE -> new AlreadyLog();
            case CPM -> new Cpm();
            case CP10K_LOG1P -> new Cp10k();
            case QUANTILE -> new Quantile(in.numbers());
            case MEDIAN_OF_RATIOS -> {
                double prior = in.number();
                yield new MedianOfRatios(in.numbers(), prior);
            }
            case TMM -> {
                double prior = in.number();
                yield new Tmm(in.text(), in.numbers(), in.number(), in.number(), prior);
            }
            case LOG_CPM -> {
                double prior = in.number();
                yield new LogCpm(in.number(), prior);
            }
            case TPM -> {
                double prior = in.number();
                yield new Tpm(in.numbers(), prior);
            }
            case LOG2 -> {
                double prior = in.number();
                yield new LogOfValues(LINEAR_UNITS.get(in.choice(LINEAR_UNITS.size())), prior);
            }
        };
    }
}
