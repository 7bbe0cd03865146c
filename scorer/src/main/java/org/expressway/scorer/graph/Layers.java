package org.expressway.scorer.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.expressway.analysis.propagate.AffineStep;
import org.jspecify.annotations.Nullable;

/**
 * A classifier as a chain: {@code expression → (Gather) → (Sub → Mul) → Gemm (→ Relu) → … → Gemm = logits}, which logistic
 * models, dense networks and what leads from an autoencoder's input to its classes are.
 *
 * @param genes which values of the profile go in
 * @param scale what each of them is multiplied by before the first layer
 * @param rectified for each step, the name of its rectifier's output; null where it has none
 */
public record Layers(int[] genes, float[] scale, List<AffineStep> steps, List<@Nullable String> rectified) {
    /**
     * The layers between {@code input} and {@code logits}; empty for a graph that is no such chain.
     *
     * @param width values of a profile
     */
    public static Optional<Layers> of(OnnxGraph graph, String input, String logits, int width) {
        try {
            return new Walk(graph, input, width).from(logits);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty(); // its parts do not fit: ONNX Runtime will say so where it matters
        }
    }

    /** Variance of what goes into the first layer. @param variance of each value of a profile */
    public double[] scaled(double[] variance) {
        double[] scaled = new double[genes.length];
        for (int j = 0; j < scaled.length; j++) {
            scaled[j] = variance[genes[j]] * scale[j] * scale[j];
        }
        return scaled;
    }

    /** From the logits back to the input. */
    private static final class Walk {
        private final OnnxGraph graph;
        private final String input;
        private final Deque<AffineStep> steps = new ArrayDeque<>();
        private final Deque<Optional<String>> rectified = new ArrayDeque<>();
        private int[] genes;
        private float @Nullable [] scale;

        Walk(OnnxGraph graph, String input, int width) {
            this.graph = graph;
            this.input = input;
            this.genes = IntStream.range(0, width).toArray();
        }

        Optional<Layers> from(String logits) {
            String at = logits;
            Optional<String> rectifier = Optional.empty();
            while (!at.equals(input)) {
                OnnxGraph.Node node = graph.giving(at);
                if (node == null || !step(node, rectifier)) {
                    return Optional.empty();
                }
                rectifier = node.operator().equals("Relu") ? Optional.of(node.output()) : Optional.empty();
                at = node.inputs().get(0);
            }
            return steps.isEmpty() ? Optional.empty() : Optional.of(layers());
        }

        private boolean step(OnnxGraph.Node node, Optional<String> rectifier) {
            boolean known = node.plain() || node.operator().equals("Gather");
            return known
                    && switch (node.operator()) {
                        case "Gemm" -> scale == null && affine(node, rectifier);
                        case "Relu" -> scale == null && rectifier.isEmpty();
                        case "Mul" -> scale == null && rectifier.isEmpty() && scaled(node);
                        case "Sub" ->
                            rectifier.isEmpty()
                                    && graph.floats(node.inputs().get(1)).isPresent();
                        case "Gather" -> rectifier.isEmpty() && chosen(node);
                        default -> false;
                    };
        }

        private boolean affine(OnnxGraph.Node node, Optional<String> rectifier) {
            Optional<float[]> weights = graph.floats(node.inputs().get(1));
            Optional<float[]> bias = graph.floats(node.inputs().get(2));
            if (weights.isEmpty() || bias.isEmpty()) {
                return false;
            }
            int outputs = bias.get().length;
            steps.addFirst(
                    new AffineStep(weights.get().length / outputs, outputs, weights.get(), rectifier.isPresent()));
            rectified.addFirst(rectifier);
            return true;
        }

        private boolean scaled(OnnxGraph.Node node) {
            scale = graph.floats(node.inputs().get(1)).orElse(null);
            return scale != null;
        }

        private boolean chosen(OnnxGraph.Node node) {
            Optional<int[]> chosen = graph.wholes(node.inputs().get(1));
            chosen.ifPresent(positions -> genes = positions);
            return chosen.isPresent() && node.inputs().get(0).equals(input);
        }

        private Layers layers() {
            float[] factors = scale;
            if (factors == null) {
                factors = new float[genes.length];
                java.util.Arrays.fill(factors, 1);
            }
            if (factors.length != genes.length || steps.getFirst().inputs() != genes.length) {
                throw new IllegalArgumentException("the first layer does not take the chosen genes");
            }
            List<@Nullable String> names = new ArrayList<>();
            rectified.forEach(name -> names.add(name.orElse(null)));
            return new Layers(genes, factors, List.copyOf(steps), names);
        }
    }
}
