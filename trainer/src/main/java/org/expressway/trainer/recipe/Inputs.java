package org.expressway.trainer.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.features.GeneChoice;

/**
 * From a profile of the whole panel to what a model computes with: the chosen genes, standardised.
 *
 * @param panel the standardisation of every gene; its means stand in for missing values
 * @param genes ascending positions of the chosen ones
 */
record Inputs(Standardisation panel, int[] genes) {
    /** Learned from these samples, which are the training side, and from no label. */
    static Inputs of(TrainingSet train, GeneChoice choice) {
        return new Inputs(Standardisation.of(train.x()), choice.of(train));
    }

    int width() {
        return genes.length;
    }

    /** Writes a row's chosen genes, standardised, at {@code offset} of {@code out}; a missing value becomes 0. */
    void apply(float[] row, float[] out, int offset) {
        for (int j = 0; j < genes.length; j++) {
            int g = genes[j];
            float z = (row[g] - panel.mean()[g]) * panel.inverseSd()[g];
            out[offset + j] = Float.isNaN(z) ? 0 : z;
        }
    }

    /**
     * Fills {@code width} columns of a block, row after row, with the chosen genes from the {@code from}th on, standardised. Only
     * the part of each row that holds them is read.
     */
    void block(Profiles rows, int from, int width, double[] out) {
        int first = genes[from];
        float[] part = new float[genes[from + width - 1] - first + 1];
        for (int i = 0; i < rows.size(); i++) {
            rows.read(i, first, part);
            for (int j = 0; j < width; j++) {
                int g = genes[from + j];
                float z = (part[g - first] - panel.mean()[g]) * panel.inverseSd()[g];
                out[i * width + j] = Float.isNaN(z) ? 0 : z;
            }
        }
    }

    /** All rows one after the other: samples × chosen genes. */
    float[] apply(float[][] rows) {
        float[] out = new float[Math.multiplyExact(rows.length, genes.length)];
        for (int i = 0; i < rows.length; i++) {
            apply(rows[i], out, i * genes.length);
        }
        return out;
    }

    /** The same in the graph: Gather where genes are left out, Sub, Mul. */
    String write(Graph graph) {
        String in = everyGene()
                ? Graph.INPUT
                : graph.node(
                        "Gather",
                        "chosen",
                        List.of(
                                Graph.INPUT,
                                graph.whole(
                                        "genes",
                                        Arrays.stream(genes).asLongStream().toArray())),
                        Map.of("axis", 1L));
        String centred = graph.node("Sub", "centred", in, graph.tensor("mean", chosen(panel.mean()), genes.length));
        return graph.node(
                "Mul", "standardised", centred, graph.tensor("inverseSd", chosen(panel.inverseSd()), genes.length));
    }

    /**
     * From a gradient by what {@link #write} gave, [1, chosen genes], to the output {@code gradient} by the panel; 0 for genes that
     * were not chosen.
     */
    void writeGradient(Graph graph, String ofChosen) {
        String ofGenes = graph.node("Mul", "gradient.chosen", ofChosen, "inverseSd");
        String first = graph.whole("gradient.axis", 0);
        if (!everyGene()) {
            String zeros = graph.node("ConstantOfShape", "gradient.none", graph.whole("panel", 1, panel.mean().length));
            String places = graph.node("Unsqueeze", "genes.row", "genes", first);
            ofGenes =
                    graph.node("ScatterElements", "gradient.row", List.of(zeros, places, ofGenes), Map.of("axis", 1L));
        }
        graph.node("Squeeze", "gradient", ofGenes, first);
        graph.vector("gradient", panel.mean().length);
    }

    private boolean everyGene() {
        return genes.length == panel.mean().length;
    }

    private float[] chosen(float[] ofPanel) {
        float[] chosen = new float[genes.length];
        IntStream.range(0, genes.length).forEach(j -> chosen[j] = ofPanel[genes[j]]);
        return chosen;
    }
}
