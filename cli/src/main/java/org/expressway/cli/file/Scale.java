package org.expressway.cli.file;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.publish.PanelAlignment;
import org.expressway.schemas.artifact.Panel;

/** What the samples of a file are brought to: a frozen normaliser, and where its genes stand in the file. */
record Scale(Normalizer normalizer, PanelAlignment alignment) {
    /** Freezes samples of the file itself, taken in the order of their ids. */
    static Scale frozenFrom(ExpressionMatrix matrix, int[] reference, NormalizationSettings settings) {
        List<String> keys =
                Arrays.stream(reference).mapToObj(matrix.samples()::get).toList();
        List<float[]> cohort =
                Arrays.stream(reference).mapToObj(s -> matrix.values()[s]).toList();
        Normalizer normalizer = settings.learn(unitOf(settings), keys, cohort);
        return new Scale(normalizer, PanelAlignment.of(new Panel(matrix.genes()), matrix.genes()));
    }

    /** All columns of a matrix in the order of their samples' ids. */
    static int[] everySample(ExpressionMatrix matrix) {
        List<String> ids = matrix.samples();
        return IntStream.range(0, ids.size())
                .boxed()
                .sorted((a, b) -> ids.get(a).compareTo(ids.get(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static ValueUnit unitOf(NormalizationSettings settings) {
        return Arrays.stream(ValueUnit.values())
                .filter(settings.method()::accepts)
                .findFirst()
                .orElseThrow();
    }
}
