import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;

/**
 * Samples a second of a recipe in training, started from source on the trainer's own class path. Prints one number: the
 * median over the epochs after the first two; for the logistic recipe samples by seconds of the whole training, search
 * of the cost included. What the peer does beside it is in ../peers/training.py.
 */
final class TrainingSpeed {
    private static final int SAMPLES = 320;
    private static final int CLASSES = 5;

    public static void main(String[] args) throws Exception {
        String name = args[0];
        int genes = Integer.parseInt(args[1]);
        int epochs = Integer.parseInt(args[2]);
        Recipe recipe = recipe(name, genes, epochs);
        TrainingSet set = samples(genes);
        int[] train = IntStream.range(0, SAMPLES).toArray();
        int[] validation = IntStream.range(SAMPLES, set.samples()).toArray();
        List<Double> ends = new ArrayList<>();
        String counted = name.equals("autoencoder") ? "autoencoder (reconstruction)" : name;
        Progress clock = (who, epoch, a, b, seconds) -> {
            if (who.equals(counted)) {
                ends.add(System.nanoTime() / 1e9);
            }
        };
        long start = System.nanoTime();
        recipe.train(set, new Split(train, validation, new int[0], false), 1, clock);
        double seconds = name.equals("logistic") ? (System.nanoTime() - start) / 1e9 : median(ends);
        System.out.printf(Locale.ROOT, "%.1f%n", SAMPLES / seconds);
    }

    private static Recipe recipe(String name, int genes, int epochs) throws Exception {
        Path folder = Files.createTempDirectory("speed");
        Path yaml = folder.resolve("recipe.yaml");
        Path sets = folder.resolve("sets.gmt");
        try {
            StringBuilder gmt = new StringBuilder();
            for (int m = 0; m < 50; m++) {
                gmt.append("set").append(m).append("\t-");
                for (int g = m; g < genes; g += 50) {
                    gmt.append("\tg").append(g);
                }
                gmt.append('\n');
            }
            Files.writeString(sets, gmt);
            String settings = "recipe: " + name + "\n";
            if (!name.equals("logistic")) {
                settings += "batch: 64\npatience: 10000\nmaxEpochs: " + (name.equals("autoencoder") ? 1 : epochs) + "\n";
            }
            settings += name.equals("autoencoder") ? "pretraining: " + epochs + "\n" : "";
            settings += name.equals("attention") ? "geneSets: sets.gmt\n" : "";
            Files.writeString(yaml, settings);
            Recipe recipe = Recipes.read(yaml);
            sets.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
            return recipe;
        } finally {
            Files.delete(yaml);
        }
    }

    private static TrainingSet samples(int genes) {
        Random random = new Random(1);
        int n = SAMPLES + 16;
        float[][] x = new float[n][genes];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = i % CLASSES;
            for (int g = 0; g < genes; g++) {
                x[i][g] = (float) (6 + random.nextGaussian() + (g % 200 == y[i] ? 1 : 0));
            }
        }
        List<String> ids = IntStream.range(0, n).mapToObj(Integer::toString).toList();
        return new TrainingSet(x, y, List.of("a", "b", "c", "d", "e"), ids, ids)
                .withGeneIds(IntStream.range(0, genes).mapToObj(g -> "g" + g).toList());
    }

    private static double median(List<Double> ends) {
        double[] epochs = IntStream.range(2, ends.size())
                .mapToDouble(e -> ends.get(e) - ends.get(e - 1))
                .sorted()
                .toArray();
        return epochs[epochs.length / 2];
    }
}
