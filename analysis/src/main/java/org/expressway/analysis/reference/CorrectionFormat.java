package org.expressway.analysis.reference;

import java.util.ArrayList;
import java.util.List;
import org.expressway.analysis.correct.Adjustment;
import org.expressway.analysis.correct.ControlMaterial;
import org.expressway.analysis.correct.ControlMaterials;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.CorrectionSettings;
import org.expressway.analysis.correct.ReferenceMoments;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.expressway.analysis.guard.LatentClasses;

/**
 * The part of a {@link ReferenceFormat} that says how batches are corrected; fields in this order:
 *
 * <pre>
 * int method: 0 = COMBAT, 1 = NONE | int adjustment: 0 = mean and variance, 1 = mean only
 * int minBatchSize | int guard: 0 = off, 1 = on | number omega2
 * int samples | integers counts | numbers means | numbers sums of squares | booleans corrected
 * int materials | each: text name, integers replicates, numbers values
 * numbers kappa
 * int 0, or int 1 and the classes, as in {@link LatentFormat}
 * </pre>
 */
final class CorrectionFormat {
    private static final List<CorrectionMethod> METHODS = List.of(CorrectionMethod.COMBAT, CorrectionMethod.NONE);
    private static final List<Adjustment> ADJUSTMENTS = List.of(Adjustment.MEAN_AND_VARIANCE, Adjustment.MEAN_ONLY);

    private CorrectionFormat() {}

    static void write(BinaryWriter out, CorrectionBasis basis) {
        CorrectionSettings settings = basis.settings();
        out.integer(METHODS.indexOf(settings.method()))
                .integer(ADJUSTMENTS.indexOf(settings.adjustment()))
                .integer(settings.minBatchSize())
                .integer(settings.guard() ? 1 : 0)
                .number(settings.omega2());
        ReferenceMoments moments = basis.moments();
        out.integer(moments.samples())
                .integers(moments.counts())
                .numbers(moments.means())
                .numbers(moments.sumsOfSquares())
                .booleans(moments.corrected());
        List<ControlMaterial> materials = basis.materials().materials();
        out.integer(materials.size());
        materials.forEach(one -> out.text(one.name()).integers(one.replicates()).numbers(one.values()));
        out.numbers(basis.materials().kappa());
        LatentClasses latent = basis.latent();
        out.integer(latent == null ? 0 : 1);
        if (latent != null) {
            LatentFormat.write(out, latent);
        }
    }

    /** Java evaluates arguments from left to right, which is the order of the fields. */
    static CorrectionBasis read(BinaryReader in) {
        return new CorrectionBasis(
                new CorrectionSettings(
                        METHODS.get(in.choice(METHODS.size())),
                        ADJUSTMENTS.get(in.choice(ADJUSTMENTS.size())),
                        in.integer(),
                        in.choice(2) == 1,
                        in.number()),
                new ReferenceMoments(in.integer(), in.integers(), in.numbers(), in.numbers(), in.booleans()),
                new ControlMaterials(readMaterials(in), in.numbers()),
                in.choice(2) == 0 ? null : LatentFormat.read(in));
    }

    private static List<ControlMaterial> readMaterials(BinaryReader in) {
        int count = in.length(3 * Integer.BYTES);
        List<ControlMaterial> materials = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            materials.add(new ControlMaterial(in.text(), in.integers(), in.numbers()));
        }
        return materials;
    }
}
