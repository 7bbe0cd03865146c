package org.expressway.ingest.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.gene.TranscriptMap;
import org.jspecify.annotations.Nullable;

/**
 * Estimates of transcripts summed to their genes, genes in the order in which they are first met.
 *
 * @param note what was summed and what was left out
 */
record TranscriptSums(List<String> genes, DenseValues values, String note) {
    private static final double KNOWN = .5;
    private static final int EXAMPLES = 5;

    /** Sums with a map; transcripts that it does not know are left out, and refused where they are most. */
    static TranscriptSums of(Path file, Rows rows, TranscriptMap map) throws BadInput {
        List<String> unknown =
                rows.ids().stream().filter(id -> map.gene(id) == null).toList();
        double known = 1 - unknown.size() / (double) rows.ids().size();
        if (known < KNOWN) {
            throw new BadInput(Fault.ofFile(
                    file,
                    "%.1f %% of %d transcripts are in the map; unknown ones are %s"
                            .formatted(100 * known, rows.ids().size(), examples(unknown)),
                    "a map of the transcriptome that the reads were counted against",
                    "give the map or GTF of the same species and release"));
        }
        return sum(rows, row -> map.gene(rows.ids().get(row)), unknown.size());
    }

    /** Sums by the gene that stands beside each transcript. */
    static TranscriptSums ofOwnGenes(Rows rows) {
        return sum(rows, row -> rows.names().get(row), 0);
    }

    private static TranscriptSums sum(Rows rows, IntFunction<@Nullable String> geneOf, int unknown) {
        Map<String, Integer> places = new LinkedHashMap<>();
        int[] place = new int[rows.ids().size()];
        for (int row = 0; row < place.length; row++) {
            String gene = geneOf.apply(row);
            place[row] = gene == null ? -1 : places.computeIfAbsent(gene, g -> places.size());
        }
        float[][] values = new float[rows.columns().length][];
        double lost = 0;
        for (int c = 0; c < values.length; c++) {
            double[] sums = new double[places.size()];
            for (int row = 0; row < place.length; row++) {
                if (place[row] >= 0) {
                    sums[place[row]] += rows.columns()[c][row];
                } else {
                    lost += rows.columns()[c][row];
                }
            }
            values[c] = floats(sums);
        }
        return new TranscriptSums(
                new ArrayList<>(places.keySet()),
                new DenseValues(places.size(), values),
                note(rows.ids().size(), places.size(), unknown, lost));
    }

    private static String note(int transcripts, int genes, int unknown, double lost) {
        String left = unknown == 0
                ? ""
                : "; %d without a gene were left out, with %.1f of the total".formatted(unknown, lost);
        return transcripts + " transcripts were summed to " + genes + " genes" + left;
    }

    private static String examples(List<String> ids) {
        return String.join(", ", ids.subList(0, Math.min(EXAMPLES, ids.size())));
    }

    private static float[] floats(double[] values) {
        float[] narrowed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = (float) values[i];
        }
        return narrowed;
    }
}
