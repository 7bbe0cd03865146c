package org.expressway.trainer.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is searched, and how far.
 *
 * @param ranges by the name of the setting
 * @param trials candidates drawn; the first is the recipe as it stands
 * @param folds inner folds of subjects
 * @param reduction of a rung's candidates, 1 in so many goes on; as many times more folds each sees there
 * @param budget after which no further training begins
 * @param journal the folder of the journals; empty for none
 */
public record SearchSpace(
        Map<String, Range> ranges, int trials, int folds, int reduction, Duration budget, Optional<Path> journal) {
    public SearchSpace {
        ranges = java.util.Collections.unmodifiableMap(new TreeMap<>(ranges));
        if (ranges.isEmpty() || trials < 1 || folds < 2 || reduction < 2) {
            throw new IllegalArgumentException(
                    "%d ranges, %d trials, %d folds, reduction by %d: at least 1, 1, 2 and 2 are expected"
                            .formatted(ranges.size(), trials, folds, reduction));
        }
    }

    /** The candidates of a seed, each the settings that differ; always the same, and longer lists begin like shorter ones. */
    List<Map<String, Object>> candidates(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, trials)
                .mapToObj(trial -> trial == 0 ? Map.<String, Object>of() : draw(random))
                .toList();
    }

    private Map<String, Object> draw(SplittableRandom random) {
        Map<String, Object> drawn = new LinkedHashMap<>();
        ranges.forEach((name, range) -> drawn.put(name, range.draw(random)));
        return drawn;
    }
}
