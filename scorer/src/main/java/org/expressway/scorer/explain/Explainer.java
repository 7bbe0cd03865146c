package org.expressway.scorer.explain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.expressway.analysis.explain.Attribution;
import org.expressway.analysis.explain.Baseline;
import org.expressway.analysis.explain.GeneNames;
import org.expressway.analysis.explain.GeneSet;
import org.expressway.analysis.explain.IntegratedGradients;
import org.expressway.analysis.explain.Margin;
import org.expressway.schemas.avro.Contribution;
import org.expressway.schemas.avro.Explanation;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModuleAttention;
import org.expressway.schemas.avro.PathwayContribution;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.jspecify.annotations.Nullable;

/** Explains predictions of one bundle. Safe to share between threads; lives as long as the process, as a model does. */
public final class Explainer {
    /** Genes, pathways and modules that a record keeps. */
    public static final int KEPT = 50;

    private static final String MODULES = "attention";

    private final ModelBundle bundle;
    private final OnnxPath path;
    private final GeneNames names;
    private final float[] means;
    private final float[] centroids;
    private final List<GeneSet> sets;

    private Explainer(ModelBundle bundle, ByteBuffer onnx) {
        this.bundle = bundle;
        this.means = FloatVector.toArray(bundle.getImputation());
        this.centroids = FloatVector.toArray(bundle.getClassCentroids());
        this.names = new GeneNames(bundle.getGeneIds(), bundle.getGeneSymbols());
        this.sets = bundle.getGeneSets().stream()
                .map(set -> new GeneSet(set.getCollection(), set.getName(), IntVector.toArray(set.getGenes())))
                .toList();
        int classes = bundle.getClasses().size();
        requireFit(classes);
        this.path = new OnnxPath(onnx, classes, modules().size());
    }

    /**
     * Empty for a bundle of a version that could not explain.
     *
     * @throws IllegalArgumentException when the parts of the bundle do not fit each other
     */
    public static Optional<Explainer> of(ModelBundle bundle) {
        ByteBuffer onnx = bundle.getExplanationOnnx();
        return onnx == null ? Optional.empty() : Optional.of(new Explainer(bundle, onnx));
    }

    private void requireFit(int classes) {
        boolean inPanel = sets.stream()
                .flatMapToInt(set -> Arrays.stream(set.genes()))
                .allMatch(gene -> gene >= 0 && gene < means.length);
        if (names.ids().size() != means.length || centroids.length != classes * means.length || !inPanel) {
            throw new IllegalArgumentException(
                    "expected names and %d centroids of %d genes, and sets of those; seen %d names, %d values%s"
                            .formatted(
                                    classes,
                                    means.length,
                                    names.ids().size(),
                                    centroids.length,
                                    inPanel ? "" : ", and a set of other genes"));
        }
    }

    private List<GeneSet> modules() {
        return sets.stream().filter(set -> set.collection().equals(MODULES)).toList();
    }

    /** What the genes are called, in the panel's order. */
    public GeneNames names() {
        return names;
    }

    /** The gene sets of the bundle. */
    public List<GeneSet> sets() {
        return sets;
    }

    /** The prediction with its explanation, summed over the bundle's gene sets. */
    public Prediction explain(Prediction prediction, float[] values) {
        return explain(prediction, values, sets, KEPT);
    }

    /**
     * The same over other gene sets.
     *
     * @param values corrected, as the prediction was made from; NaN is missing
     * @param kept genes and pathways in the answer
     */
    public Prediction explain(Prediction prediction, float[] values, List<GeneSet> over, int kept) {
        Margin margin = margin(prediction);
        Baseline baseline = Baseline.of(centroid(margin.second()), means);
        float[] whole = Baseline.of(values, means).values();
        Attribution attribution = IntegratedGradients.of(path, baseline.values(), whole, margin);
        int[] imputed = IntStream.range(0, values.length)
                .filter(g -> Float.isNaN(values[g]))
                .toArray();
        Explanation explanation = Explanation.newBuilder()
                .setCall(bundle.getClasses().get(margin.top()))
                .setSecond(bundle.getClasses().get(margin.second()))
                .setMarginChange(attribution.marginChange())
                .setTotal(attribution.total())
                .setComplete(attribution.complete())
                .setSteps(attribution.steps())
                .setImputedContribution(attribution.over(imputed))
                .setUnseenBaselineGenes(baseline.unseen())
                .setPathways(pathways(attribution, over, kept))
                .setAttention(attention(whole))
                .build();
        return Prediction.newBuilder(prediction)
                .setContributions(contributions(attribution, values, kept))
                .setCompletenessGap(attribution.completenessGap())
                .setExplanation(explanation)
                .build();
    }

    private Margin margin(Prediction prediction) {
        if (prediction.getRanked().size() < 2) {
            throw new IllegalArgumentException("the prediction ranks fewer than two subtypes; nothing is explained");
        }
        int[] both = IntStream.range(0, 2)
                .map(i -> bundle.getClasses()
                        .indexOf(prediction.getRanked().get(i).getSubtype()))
                .toArray();
        return new Margin(both[0], both[1]);
    }

    private float[] centroid(int label) {
        return Arrays.copyOfRange(centroids, label * means.length, (label + 1) * means.length);
    }

    private List<Contribution> contributions(Attribution attribution, float[] values, int kept) {
        List<Contribution> all = new ArrayList<>();
        for (int g : attribution.largest(kept)) {
            String id = names.ids().get(g);
            String name = names.of(g);
            all.add(Contribution.newBuilder()
                    .setGene(id)
                    .setValue(attribution.contributions()[g])
                    .setSymbol(name.equals(id) ? null : name)
                    .setImputed(Float.isNaN(values[g]))
                    .build());
        }
        return all;
    }

    private static List<PathwayContribution> pathways(Attribution attribution, List<GeneSet> sets, int kept) {
        return sets.stream()
                .map(set -> new PathwayContribution(
                        set.collection(), set.name(), attribution.over(set.genes()), set.genes().length))
                .sorted(Comparator.comparingDouble((PathwayContribution set) -> -Math.abs(set.getValue())))
                .limit(kept)
                .toList();
    }

    private List<ModuleAttention> attention(float[] values) {
        List<GeneSet> modules = modules();
        float @Nullable [] weights = path.hasAttention() ? path.attention(values) : null;
        if (weights == null || weights.length != modules.size()) {
            return List.of();
        }
        return IntStream.range(0, weights.length)
                .mapToObj(m -> new ModuleAttention(modules.get(m).name(), (double) weights[m]))
                .sorted(Comparator.comparingDouble(ModuleAttention::getWeight).reversed())
                .limit(KEPT)
                .toList();
    }
}
