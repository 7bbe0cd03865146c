package org.expressway.analysis.drift;

import java.util.List;

/**
 * What is expected of a control of each material, before correction. Controls are the same thing measured again: what
 * moves in them is the measurement.
 *
 * @param materials names; their place is the class of {@code genes}
 */
record ControlFrame(List<String> materials, ClassFrame genes, ClassScale energy, ChartLimits limits) {
    ControlFrame {
        materials = List.copyOf(materials);
    }

    /**
     * Learns from repeated measurements.
     *
     * @param x normalised log2, one row a control
     * @param materials one a control
     */
    static ControlFrame of(float[][] x, List<String> materials, long seed) {
        List<String> names = materials.stream().distinct().sorted().toList();
        int[] y = materials.stream().mapToInt(names::indexOf).toArray();
        FewSamples few = new FewSamples(x, y, names.size());
        int genes = few.frame().genes();
        return new ControlFrame(names, few.frame(), few.energy(), few.limits(() -> newState(genes), seed));
    }

    /** A chart's averages before any control. */
    static ChartState newState(int genes) {
        return new ChartState(genes, 0, 0, 0, ClassErrors.NONE);
    }

    boolean knows(String material) {
        return materials.contains(material);
    }

    Observation observe(float[] normalised, String material) {
        int m = materials.indexOf(material);
        if (m < 0) {
            throw new IllegalArgumentException("material " + material + ", expected one of " + materials);
        }
        return Observation.ofControl(energy.of(m), genes.standardised(normalised, m));
    }
}
