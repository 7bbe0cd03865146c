package org.expressway.trainer.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.expressway.trainer.cohort.Moments;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;

/** Chooses the genes a model is given. */
public sealed interface GeneChoice {
    /**
     * @param set whose rows are the training side and nothing else
     * @return ascending positions in the panel, at least one
     * @throws UnfitTrainingSet when none is left
     */
    int[] of(TrainingSet set);

    /** Every gene of the panel. */
    record All() implements GeneChoice {
        @Override
        public int[] of(TrainingSet set) {
            return IntStream.range(0, set.genes()).toArray();
        }
    }

    /** The k genes that vary most over the training samples; of equals the first in the panel. */
    record MostVariable(int k) implements GeneChoice {
        @Override
        public int[] of(TrainingSet set) {
            return Arrays.stream(byVariance(set)).limit(k).sorted().toArray();
        }

        /** All genes, the most variable first. */
        int[] byVariance(TrainingSet set) {
            double[] variance = Moments.of(set.x()).variance();
            return IntStream.range(0, set.genes())
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer g) -> -variance[g]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    /** Those of a list, whatever the data say; names that the panel does not have are passed over. */
    record Listed(List<String> genes) implements GeneChoice {
        private static final int MOST_BYTES = 1 << 22;

        /** Reads one name a line; empty lines and what follows a # are passed over. */
        public static Listed read(Path file) {
            try {
                if (Files.size(file) > MOST_BYTES) {
                    throw new UnfitTrainingSet(
                            "%s has %d bytes; a list of genes, one a line, of at most %d bytes is expected"
                                    .formatted(file, Files.size(file), MOST_BYTES));
                }
                return new Listed(Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .map(line -> line.replaceFirst("#.*", "").trim())
                        .filter(line -> !line.isEmpty())
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read as a list of genes, one a line, in UTF-8", e);
            }
        }

        @Override
        public int[] of(TrainingSet set) {
            Set<String> wanted = Set.copyOf(genes.stream().collect(Collectors.toSet()));
            Map<String, Integer> positions = positions(set);
            int[] chosen = positions.entrySet().stream()
                    .filter(gene -> wanted.contains(gene.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sorted()
                    .toArray();
            if (chosen.length == 0) {
                throw new UnfitTrainingSet(
                        "none of the %d genes listed (%s, …) is among the panel's %d; name them as the panel does"
                                .formatted(
                                        genes.size(), genes.stream().findFirst().orElse(""), positions.size()));
            }
            return chosen;
        }
    }

    /**
     * Where each gene stands.
     *
     * @throws UnfitTrainingSet when the set does not say what its genes are called
     */
    static Map<String, Integer> positions(TrainingSet set) {
        if (set.geneIds().isEmpty()) {
            throw new UnfitTrainingSet(
                    "genes are chosen by name, but these samples came without the names of theirs; choose all or the most variable");
        }
        Map<String, Integer> positions = new HashMap<>();
        for (int g = 0; g < set.geneIds().size(); g++) {
            positions.putIfAbsent(set.geneIds().get(g), g);
        }
        return positions;
    }
}
