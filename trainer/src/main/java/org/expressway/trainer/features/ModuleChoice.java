package org.expressway.trainer.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.expressway.trainer.cohort.TrainingSet;

/** Parts the genes a model is given into modules, from the training side and without labels. */
public sealed interface ModuleChoice {
    /**
     * @param set the training side
     * @param genes positions in the panel of the genes the model is given
     * @param z samples × those genes, standardised, row by row; asked for where modules are found in the data
     */
    List<Module> of(TrainingSet set, int[] genes, Supplier<float[]> z);

    /** Those of a GMT file; genes of no set are not used. */
    record Named(Path gmt) implements ModuleChoice {
        @Override
        public List<Module> of(TrainingSet set, int[] genes, Supplier<float[]> z) {
            return GeneSets.read(gmt, set, genes);
        }
    }

    /**
     * Found in the data by leaders (Hartigan 1975, Clustering Algorithms, ch. 3): genes are gone through by falling
     * variance, and one that correlates below {@value #ALIKE} with every leader so far leads a module of its own, until
     * there are enough; then each gene joins the leader it correlates with most, whatever the sign. It needs no random
     * start, uses every gene, and costs samples · genes · modules; a module is named after its leader.
     */
    record Correlated(int modules) implements ModuleChoice {
        private static final double ALIKE = .7;

        @Override
        public List<Module> of(TrainingSet set, int[] genes, Supplier<float[]> z) {
            float[][] unit = unitColumns(z.get(), genes.length);
            List<Integer> leaders = leaders(set, genes, unit);
            List<List<Integer>> members = new ArrayList<>();
            leaders.forEach(leader -> members.add(new ArrayList<>()));
            for (int g = 0; g < genes.length; g++) {
                members.get(nearest(unit, leaders, g)).add(g);
            }
            return IntStream.range(0, leaders.size())
                    .mapToObj(m -> new Module(
                            name(set, genes[leaders.get(m)]),
                            members.get(m).stream().mapToInt(Integer::intValue).toArray()))
                    .toList();
        }

        private List<Integer> leaders(TrainingSet set, int[] genes, float[][] unit) {
            int[] mostVariable = new GeneChoice.MostVariable(set.genes()).byVariance(set);
            int[] positionOf = new int[set.genes()];
            java.util.Arrays.fill(positionOf, -1);
            for (int j = 0; j < genes.length; j++) {
                positionOf[genes[j]] = j;
            }
            List<Integer> leaders = new ArrayList<>();
            for (int gene : mostVariable) {
                int g = positionOf[gene];
                if (g >= 0 && leaders.stream().allMatch(leader -> correlation(unit, leader, g) < ALIKE)) {
                    leaders.add(g);
                }
                if (leaders.size() == modules) {
                    break;
                }
            }
            return leaders;
        }

        private static int nearest(float[][] unit, List<Integer> leaders, int gene) {
            return IntStream.range(0, leaders.size())
                    .boxed()
                    .max(Comparator.comparingDouble(
                                    (Integer m) -> leaders.get(m) == gene ? 2 : correlation(unit, leaders.get(m), gene))
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
        }

        private static double correlation(float[][] unit, int a, int b) {
            double sum = 0;
            for (int i = 0; i < unit[a].length; i++) {
                sum += unit[a][i] * unit[b][i];
            }
            return Math.abs(sum);
        }

        /** Genes × samples, each gene centred already, of length 1; one that stands still is 0. */
        private static float[][] unitColumns(float[] z, int genes) {
            float[][] unit = new float[genes][z.length / genes];
            for (int g = 0; g < genes; g++) {
                double squares = 0;
                for (int i = 0; i < unit[g].length; i++) {
                    unit[g][i] = z[i * genes + g];
                    squares += unit[g][i] * unit[g][i];
                }
                float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
                for (int i = 0; i < unit[g].length; i++) {
                    unit[g][i] *= scale;
                }
            }
            return unit;
        }

        private static String name(TrainingSet set, int gene) {
            return set.geneIds().isEmpty() ? "gene " + gene : set.geneIds().get(gene);
        }
    }
}
