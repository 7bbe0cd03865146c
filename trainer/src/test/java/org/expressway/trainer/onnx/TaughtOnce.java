package org.expressway.trainer.onnx;

import java.util.Set;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;

/** Teaches every recipe the same cohort with one seed and prints a line each: its name and the SHA-256 of its ONNX file. */
final class TaughtOnce {
    private TaughtOnce() {}

    public static void main(String[] args) {
        openblas_nolapack.blas_set_num_threads(Integer.parseInt(args[0]));
        long seed = Long.parseLong(args[1]);
        TrainingSet set = SimulatedSamples.of(90, 120, 3, 1, 6);
        for (String name : Recipes.names()) {
            Recipe recipe = Recipes.named(name);
            byte[] onnx = OnnxWriter.write(recipe.train(
                    set, SubjectSplit.of(set, SplitShares.standard(), Set.of(), seed), seed, Progress.silent()));
            System.out.println(name + " " + Sha256.of(onnx));
        }
    }
}
