package org.expressway.trainer.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;

/**
 * Gene sets of a GMT file (Broad Institute): a line a set, parted by tabs, name, description, then genes as the panel
 * names them. Sets of which the panel has fewer than {@value #LEAST} genes are passed over; sets may overlap.
 */
final class GeneSets {
    private static final int LEAST = 3;
    private static final int MOST_SETS = 2000;
    private static final long MOST_BYTES = 1 << 25;

    private GeneSets() {}

    static List<Module> read(Path gmt, TrainingSet set, int[] genes) {
        Map<String, Integer> positions = positions(set, genes);
        List<Module> modules = new ArrayList<>();
        List<String> lines = lines(gmt);
        for (int l = 0; l < lines.size(); l++) {
            String[] fields = lines.get(l).split("\t");
            if (fields.length < 3) {
                throw new UnfitTrainingSet(
                        "%s line %d: seen %d fields; expected a set's name, its description and its genes, parted by tabs"
                                .formatted(gmt, l + 1, fields.length));
            }
            int[] own = Arrays.stream(fields)
                    .skip(2)
                    .map(positions::get)
                    .filter(java.util.Objects::nonNull)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .distinct()
                    .toArray();
            if (own.length >= LEAST) {
                modules.add(new Module(fields[0], own));
            }
        }
        if (modules.size() < 2 || modules.size() > MOST_SETS) {
            throw new UnfitTrainingSet(
                    "%s: %d of its %d sets have %d genes of the panel or more; 2 to %d are expected; does it name genes as the panel does?"
                            .formatted(gmt, modules.size(), lines.size(), LEAST, MOST_SETS));
        }
        return modules;
    }

    private static Map<String, Integer> positions(TrainingSet set, int[] genes) {
        Map<String, Integer> inPanel = GeneChoice.positions(set);
        Map<Integer, Integer> chosen = new HashMap<>();
        for (int j = 0; j < genes.length; j++) {
            chosen.put(genes[j], j);
        }
        Map<String, Integer> positions = new HashMap<>();
        inPanel.forEach((name, gene) -> {
            if (chosen.containsKey(gene)) {
                positions.put(name, chosen.get(gene));
            }
        });
        return positions;
    }

    private static List<String> lines(Path gmt) {
        try {
            if (Files.size(gmt) > MOST_BYTES) {
                throw new UnfitTrainingSet("%s has %d bytes; gene sets in GMT of at most %d bytes are expected"
                        .formatted(gmt, Files.size(gmt), MOST_BYTES));
            }
            return Files.readAllLines(gmt, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(gmt + " cannot be read as gene sets in GMT", e);
        }
    }
}
