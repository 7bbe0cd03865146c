package org.expressway.trainer.release;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.explain.GeneNames;
import org.expressway.schemas.avro.GeneSetMembers;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.wire.IntVector;
import org.expressway.trainer.annotate.Annotation;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.features.Module;
import org.expressway.trainer.onnx.ExportedPath;
import org.expressway.trainer.onnx.OnnxWriter;
import org.expressway.trainer.recipe.TrainedModel;

/** What a bundle explains its calls with: the explanation graph, held against the model, names of genes, and gene sets. */
final class BundleExplanation {
    /** Of the model's own modules, in the order of its attention. */
    private static final String MODULES = "attention";

    private static final int ROWS = 64;

    private BundleExplanation() {}

    /** @throws IllegalStateException when the graph is not the model */
    static void write(Choice choice, TrainingSet set, Annotation annotation, ModelBundle.Builder bundle) {
        if (set.geneIds().isEmpty()) {
            return; // genes without names cannot be told
        }
        TrainedModel model = choice.released();
        int classes = set.classes().size();
        byte[] graph = OnnxWriter.explanation(model, classes);
        try (ExportedPath path = new ExportedPath(graph, classes)) {
            int[] rows = Arrays.stream(choice.split().test()).limit(ROWS).toArray();
            path.require(model, model.standardisation().imputed(set.x().batch(rows)));
        }
        GeneNames names = annotation.names(set.geneIds());
        bundle.setExplanationOnnx(ByteBuffer.wrap(graph))
                .setGeneIds(names.ids())
                .setGeneSymbols(names.symbols())
                .setGeneSets(sets(model, names, annotation));
    }

    private static List<GeneSetMembers> sets(TrainedModel model, GeneNames names, Annotation annotation) {
        List<GeneSetMembers> all = new ArrayList<>();
        for (Module module : model.modules()) {
            all.add(new GeneSetMembers(MODULES, module.name(), IntVector.of(module.genes())));
        }
        annotation
                .sets(names)
                .forEach(set -> all.add(new GeneSetMembers(set.collection(), set.name(), IntVector.of(set.genes()))));
        return all;
    }
}
