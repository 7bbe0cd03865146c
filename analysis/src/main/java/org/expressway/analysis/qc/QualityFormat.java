package org.expressway.analysis.qc;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stored profile that holds {@link QualityLimits}; fields as in {@link BinaryWriter}, in this order:
 *
 * <pre>
 * number detection floor
 * 8 limits, each number flag, number fail: small library, large library, detected genes, missing genes, mitochondrial
 *   share, profile correlation, residual energy, other sex
 * integers mitochondrial genes | integers XIST | integers genes of chromosome Y
 * int 0, or int 1 and integers genes | numbers medians                                     the typical profile
 * int 0, or int 1 and integers genes | numbers means | numbers sds | int k | k × numbers   the basis and its axes
 * </pre>
 */
public final class QualityFormat {
    /** The order on disk, whatever the enum's becomes. */
    private static final List<Threshold> ORDER = List.of(
            Threshold.SMALL_LIBRARY,
            Threshold.LARGE_LIBRARY,
            Threshold.DETECTED_GENES,
            Threshold.MISSING_GENES,
            Threshold.MITOCHONDRIAL_SHARE,
            Threshold.PROFILE_CORRELATION,
            Threshold.RESIDUAL_ENERGY,
            Threshold.OTHER_SEX);

    private QualityFormat() {}

    public static void write(BinaryWriter out, QualityLimits limits) {
        out.number(limits.detectionFloor());
        ORDER.stream().map(limits::of).forEach(limit -> out.number(limit.flag()).number(limit.fail()));
        MarkerGenes markers = limits.markers();
        out.integers(markers.mitochondrial()).integers(markers.xist()).integers(markers.chromosomeY());
        TypicalProfile typical = limits.typical();
        out.integer(typical == null ? 0 : 1);
        if (typical != null) {
            out.integers(typical.genes()).numbers(typical.medians());
        }
        ResidualBasis basis = limits.basis();
        out.integer(basis == null ? 0 : 1);
        if (basis != null) {
            write(out, basis);
        }
    }

    /** Reads what {@link #write} wrote. @throws IllegalArgumentException when it is cut short or damaged */
    public static QualityLimits read(BinaryReader in) {
        double floor = in.number();
        Map<Threshold, Limit> limits = new EnumMap<>(Threshold.class);
        ORDER.forEach(threshold -> limits.put(threshold, new Limit(in.number(), in.number())));
        MarkerGenes markers = new MarkerGenes(in.integers(), in.integers(), in.integers());
        TypicalProfile typical = in.choice(2) == 0 ? null : new TypicalProfile(in.integers(), in.numbers());
        return new QualityLimits(floor, limits, markers, typical, readBasis(in));
    }

    private static void write(BinaryWriter out, ResidualBasis basis) {
        out.integers(basis.genes()).numbers(basis.means()).numbers(basis.sds()).integer(basis.axes().length);
        for (double[] axis : basis.axes()) {
            out.numbers(axis);
        }
    }

    private static @Nullable ResidualBasis readBasis(BinaryReader in) {
        if (in.choice(2) == 0) {
            return null;
        }
        int[] genes = in.integers();
        double[] means = in.numbers();
        double[] sds = in.numbers();
        double[][] axes = new double[in.length(Integer.BYTES)][];
        for (int k = 0; k < axes.length; k++) {
            axes[k] = in.numbers();
        }
        return new ResidualBasis(genes, means, sds, axes);
    }
}
