package org.expressway.trainer.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.gate.Rival;
import org.expressway.trainer.onnx.Parity;
import org.expressway.trainer.recipe.TrainedModel;
import org.expressway.trainer.snapshot.Snapshot;

/**
 * The champion, as a new model meets it: itself, in ONNX Runtime, on subjects that it has never seen.
 *
 * @param release what is in service
 * @param unseen subjects of the present snapshot of whom it has learned nothing; empty where that cannot be told
 */
public record Incumbent(ModelRelease release, Set<String> unseen) {
    /** @throws IOException when the artifact store cannot be read */
    public static Incumbent of(ModelRelease release, Snapshot snapshot, ArtifactStore artifacts) throws IOException {
        boolean known = artifacts.has(release.getDataFingerprint());
        Set<String> unseen = known ? snapshot.subjectsUnseenBy(artifacts.get(release.getDataFingerprint())) : Set.of();
        return new Incumbent(release, unseen);
    }

    /** It, on the test samples of unseen subjects; empty with fewer than {@code least} of them. */
    Optional<Rival> on(TrainingSet set, int[] test, int least, ArtifactStore artifacts) throws IOException {
        int[] rows = IntStream.range(0, test.length)
                .filter(i -> unseen.contains(set.subjects().get(test[i])))
                .toArray();
        if (rows.length < Math.max(1, least)) {
            return Optional.empty();
        }
        ModelBundle bundle = new RecordArtifact<>(ModelBundle.class).read(artifacts.get(release.getBundleSha256()));
        int[] samples = IntStream.of(rows).map(i -> test[i]).toArray();
        double[][] p = probabilities(bundle, set.rows(samples), set.classes());
        String name = "champion " + release.getBundleSha256().substring(0, 12);
        return Optional.of(new Rival(name, Rival.Kind.CHAMPION, rows, p));
    }

    /** Its probabilities in the order of these classes; 0 for a class that it does not know. */
    private static double[][] probabilities(ModelBundle bundle, Profiles rows, List<String> classes) {
        ByteBuffer onnx = bundle.getOnnx().duplicate();
        byte[] bytes = new byte[onnx.remaining()];
        onnx.get(bytes);
        float[][] seen = rows.chunks(TrainedModel.CHUNK)
                .map(chunk -> Parity.probabilities(bytes, filled(chunk, bundle.getImputation())))
                .flatMap(Arrays::stream)
                .toArray(float[][]::new);
        double[][] p = new double[rows.size()][classes.size()];
        for (int k = 0; k < bundle.getClasses().size(); k++) {
            int c = classes.indexOf(bundle.getClasses().get(k));
            for (int i = 0; i < p.length && c >= 0; i++) {
                p[i][c] = seen[i][k];
            }
        }
        return p;
    }

    private static float[][] filled(float[][] rows, List<Float> imputation) {
        float[][] out = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            out[i] = rows[i].clone();
            for (int g = 0; g < out[i].length; g++) {
                out[i][g] = Float.isNaN(out[i][g]) ? imputation.get(g) : out[i][g];
            }
        }
        return out;
    }
}
