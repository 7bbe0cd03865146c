package org.expressway.analysis.qc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.analysis.normalize.Cp10k;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell by its entries against the same cell as a whole profile. */
class CellCheckTest {
    private static final int GENES = 300;
    private static final List<String> NAMES =
            IntStream.range(0, GENES).mapToObj(g -> g < 5 ? "MT-" + g : "G" + g).toList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theEntriesAloneGiveTheFiguresOfTheWholeProfile(long seed) {
        Cell cell = Cell.random(new SplittableRandom(seed));
        QualityLimits limits = limits();
        List<QualityResult> whole = QualityCheck.of(
                new JudgedSample(cell.dense(), true, () -> new double[GENES], Sex.UNKNOWN), limits);
        CellCheck.Seen seen = new CellCheck(limits, GENES).of(cell.indices(), cell.counts(), cell.missing());
        assertThat(seen.results())
                .as("seed " + seed)
                .isEqualTo(whole.stream()
                        .filter(result -> !result.check().equals("values"))
                        .toList());
        assertThat(seen.totalCounts()).isEqualTo(whole.get(1).value());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void cp10kOfTheEntriesHasTheBitsOfTheWholeProfile(long seed) {
        Cell cell = Cell.random(new SplittableRandom(seed));
        Cp10k method = new Cp10k();
        double[] whole = new double[GENES];
        method.normalize(cell.dense(), method.logSizeFactor(cell.dense()), whole);
        double[] entries = new double[cell.counts().length];
        method.normalize(cell.counts(), method.logSizeFactor(cell.counts()), entries);
        double[] scattered = new double[GENES];
        IntStream.of(cell.missing()).forEach(gene -> scattered[gene] = Double.NaN);
        IntStream.range(0, entries.length).forEach(i -> scattered[cell.indices()[i]] = entries[i]);
        assertThat(scattered).as("seed " + seed).containsExactly(whole);
    }

    @Test
    void anEmptyDropletFailsAndSaysSo() {
        CellCheck.Seen seen = new CellCheck(limits(), GENES).of(new int[0], new float[0], new int[] {7});
        assertThat(seen.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(seen.reason()).contains("299 genes").contains("empty droplet");
        assertThat(seen.mitochondrialShare()).isNaN();
    }

    @Test
    void aBrokenCellFailsByItsMitochondrialShare() {
        int[] indices = IntStream.range(0, 60).toArray();
        float[] counts = new float[60];
        Arrays.fill(counts, 1);
        counts[0] = 500;
        CellCheck.Seen seen = new CellCheck(limits(), GENES).of(indices, counts, new int[0]);
        // (500 + 4) / (500 + 59)
        assertThat(seen.mitochondrialShare()).isEqualTo(504.0 / 559);
        assertThat(seen.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(seen.reason()).startsWith("mitochondrial_share 0.90");
    }

    @Test
    void withoutItsMitochondrialGenesTheShareIsUnknownAndNotZero() {
        CellCheck.Seen seen =
                new CellCheck(limits(), GENES).of(new int[] {50}, new float[] {9}, new int[] {0, 1, 2, 3, 4});
        assertThat(seen.mitochondrialShare()).isNaN();
        assertThat(seen.results()).extracting(QualityResult::check).doesNotContain("mitochondrial_share");
    }

    private static QualityLimits limits() {
        Map<Threshold, Limit> limits = new EnumMap<>(Threshold.class);
        for (Threshold threshold : Threshold.values()) {
            limits.put(threshold, threshold.switchedOff());
        }
        limits.put(Threshold.SMALL_LIBRARY, new Limit(100, 50));
        limits.put(Threshold.DETECTED_GENES, new Limit(40, 20));
        limits.put(Threshold.MITOCHONDRIAL_SHARE, new Limit(.2, .5));
        limits.put(Threshold.MISSING_GENES, new Limit(.01, .5));
        return new QualityLimits(0, limits, MarkerGenes.in(NAMES), null, null);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Cell(float[] dense, int[] indices, float[] counts, int[] missing) {
        static Cell random(SplittableRandom random) {
            float[] dense = new float[GENES];
            double often = random.nextDouble(.02, .3);
            for (int g = 0; g < GENES; g++) {
                boolean absent = random.nextInt(50) == 0;
                float count = random.nextDouble() < often ? 1 + random.nextInt(9) + random.nextInt(2) * .3f : 0;
                dense[g] = absent ? Float.NaN : count;
            }
            dense[GENES - 1] = 3;
            int[] indices = IntStream.range(0, GENES).filter(g -> dense[g] > 0).toArray();
            float[] counts = new float[indices.length];
            IntStream.range(0, counts.length).forEach(i -> counts[i] = dense[indices[i]]);
            int[] missing = IntStream.range(0, GENES)
                    .filter(g -> Float.isNaN(dense[g]))
                    .toArray();
            return new Cell(dense, indices, counts, missing);
        }
    }
}
