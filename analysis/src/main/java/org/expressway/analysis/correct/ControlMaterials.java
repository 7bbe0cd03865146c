package org.expressway.analysis.correct;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.expressway.analysis.math.Median;
import org.jspecify.annotations.Nullable;

/**
 * The materials that bridge a batch to the reference, and how well repeated measurements of one material agree.
 *
 * <p>kappa is the technical share: the pooled variance within materials over the reference's variance of the gene. It has
 * few degrees of freedom per gene, and a gene that happened to repeat well would pull a batch by its noise, so it is
 * floored at its median over the corrected genes; a gene without an estimate gets that median. Without any replicate it is
 * .31, that of the Quartet reference materials in one laboratory.
 *
 * @param materials sorted by name
 * @param kappa per panel gene; not copied
 */
public record ControlMaterials(List<ControlMaterial> materials, double[] kappa) {
    /** Median over genes of the Quartet RNA reference materials, poly-A, three replicates each of four. */
    public static final double DEFAULT_KAPPA = .31;

    public ControlMaterials {
        materials = List.copyOf(materials);
        for (ControlMaterial material : materials) {
            if (material.values().length != kappa.length) {
                throw new IllegalArgumentException("material " + material.name() + " has " + material.values().length
                        + " genes, expected " + kappa.length + " as kappa");
            }
        }
    }

    /** Learns from the samples that name a material, in their order. */
    static ControlMaterials learn(List<BasisSample> samples, ReferenceMoments reference) {
        SortedMap<String, GeneMoments> byName = new TreeMap<>();
        for (BasisSample sample : samples) {
            if (sample.material() != null && sample.role() != MemberRole.BLANK) {
                byName.computeIfAbsent(sample.material(), any -> new GeneMoments(reference.genes()))
                        .plus(sample.normalized());
            }
        }
        List<ControlMaterial> materials = new ArrayList<>();
        byName.forEach((name, moments) -> materials.add(ControlMaterial.of(name, moments)));
        return new ControlMaterials(materials, floored(ratios(byName, reference), reference.corrected()));
    }

    /** The material of this name, null where the reference has not seen it. */
    public @Nullable ControlMaterial find(@Nullable String name) {
        return materials.stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
    }

    /** Pooled variance within the materials over the reference's; NaN where no material was measured twice. */
    private static double[] ratios(SortedMap<String, GeneMoments> byName, ReferenceMoments reference) {
        double[] squares = new double[reference.genes()];
        int[] freedom = new int[reference.genes()];
        for (GeneMoments moments : byName.values()) {
            double[] sums = moments.sumsOfSquares();
            int[] counts = moments.counts();
            for (int g = 0; g < squares.length; g++) {
                squares[g] += sums[g];
                freedom[g] += Math.max(0, counts[g] - 1);
            }
        }
        for (int g = 0; g < squares.length; g++) {
            double variance = reference.variance(g);
            squares[g] = freedom[g] > 0 && variance > 0 ? squares[g] / freedom[g] / variance : Double.NaN;
        }
        return squares;
    }

    private static double[] floored(double[] ratios, boolean[] corrected) {
        double[] known = new double[ratios.length];
        int found = 0;
        for (int g = 0; g < ratios.length; g++) {
            if (corrected[g] && !Double.isNaN(ratios[g])) {
                known[found++] = ratios[g];
            }
        }
        double floor = found == 0 ? DEFAULT_KAPPA : Median.of(known, found);
        double[] kappa = new double[ratios.length];
        for (int g = 0; g < kappa.length; g++) {
            kappa[g] = ratios[g] > floor ? ratios[g] : floor;
        }
        return kappa;
    }
}
