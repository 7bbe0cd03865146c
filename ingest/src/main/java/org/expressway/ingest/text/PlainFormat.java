package org.expressway.ingest.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Orientation;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.gene.GeneIdVote;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.matrix.MatrixLimits;
import org.expressway.ingest.matrix.MatrixReader;
import org.expressway.ingest.table.NameRule;

/**
 * A plain table of numbers with ids in its first row and column. Which of the two are genes is said, or told by the
 * sample sheet's ids, or by the form of the ids; where neither tells, genes are rows. Rows that count reads without a
 * gene, as merged tables of htseq-count and STAR keep them, are left out.
 */
record PlainFormat() implements TextFormat {
    private static final double MOST = .5;

    @Override
    public boolean recognises(Head head) {
        return true;
    }

    @Override
    public ExpressionTable read(Head head, ReadOptions options, Progress progress) throws BadInput {
        ExpressionMatrix matrix = MatrixReader.readRepeating(head.file(), progress);
        return samplesAreRows(matrix, options) ? transposed(matrix, options) : upright(matrix, options);
    }

    private static boolean samplesAreRows(ExpressionMatrix matrix, ReadOptions options) {
        if (options.orientation() != Orientation.AUTO) {
            return options.orientation() == Orientation.SAMPLES_BY_GENES;
        }
        if (!options.samples().isEmpty()) {
            double rows = known(matrix.genes(), options.samples());
            double columns = known(matrix.samples(), options.samples());
            if (Math.max(rows, columns) > 0) {
                return rows > columns;
            }
        }
        double rows = GeneIdVote.of(matrix.genes()).telling();
        double columns = GeneIdVote.of(matrix.samples()).telling();
        return columns > MOST && rows < MOST;
    }

    private static double known(List<String> ids, Set<String> samples) {
        return ids.stream().filter(samples::contains).count() / (double) ids.size();
    }

    private static ExpressionTable upright(ExpressionMatrix matrix, ReadOptions options) throws BadInput {
        refuseRepeats(matrix);
        int[] kept = IntStream.range(0, matrix.genes().size())
                .filter(g -> !aside(matrix.genes().get(g)))
                .toArray();
        boolean all = kept.length == matrix.genes().size();
        List<String> ids = all
                ? matrix.genes()
                : IntStream.of(kept).mapToObj(matrix.genes()::get).toList();
        int samples = matrix.samples().size();
        return table(
                matrix,
                all || samples > 1 ? LabFormat.GENES_BY_SAMPLES : LabFormat.HTSEQ,
                ids,
                matrix.samples(),
                new DenseValues(ids.size(), all ? matrix.values() : picked(matrix.values(), kept)),
                new Places(
                        IntStream.of(kept).map(g -> g + 2).toArray(),
                        Places.from(2, 0, 2, samples).columns()),
                options,
                all ? "" : matrix.genes().size() - kept.length + " rows count reads without a gene and were left out");
    }

    private static ExpressionTable transposed(ExpressionMatrix matrix, ReadOptions options) throws BadInput {
        refuseNoKeys(matrix);
        refuseNoRoom(matrix);
        int genes = matrix.samples().size();
        float[][] turned = new float[matrix.genes().size()][genes];
        for (int s = 0; s < turned.length; s++) {
            for (int g = 0; g < genes; g++) {
                turned[s][g] = matrix.values()[g][s];
            }
        }
        return table(
                matrix,
                LabFormat.SAMPLES_BY_GENES,
                matrix.samples(),
                matrix.genes(),
                new DenseValues(genes, turned),
                Places.NONE,
                options,
                "rows are samples and columns are genes");
    }

    private static ExpressionTable table(
            ExpressionMatrix matrix,
            LabFormat format,
            List<String> genes,
            List<String> samples,
            DenseValues values,
            Places places,
            ReadOptions options,
            String note) {
        List<String> notes = new ArrayList<>();
        notes.add(matrix.file().getFileName() + " is " + matrix.separator().label() + "-separated");
        if (!note.isEmpty()) {
            notes.add(note);
        }
        return new ExpressionTable(
                new Origin(matrix.file(), matrix.sha256(), format),
                GeneColumn.of(genes),
                samples,
                values,
                places,
                options.unit(),
                Map.of(),
                notes);
    }

    private static boolean aside(String id) {
        return id.startsWith("__") || StarFormat.ASIDE.contains(id);
    }

    /** A symbol may name several loci; another id that stands twice shows a file that was joined or edited. */
    private static void refuseRepeats(ExpressionMatrix matrix) throws BadInput {
        if (!GeneIdVote.of(matrix.genes()).type().unique()) {
            return;
        }
        Faults faults = new Faults();
        Map<String, Integer> rowOf = new HashMap<>();
        for (int g = 0; g < matrix.genes().size(); g++) {
            String gene = matrix.genes().get(g);
            Integer earlier = rowOf.putIfAbsent(gene, g + 2);
            if (earlier != null) {
                faults.add(new Fault(
                        matrix.file(),
                        g + 2,
                        1,
                        "",
                        "duplicate gene " + Fault.quoted(gene) + ": rows " + earlier + " and " + (g + 2),
                        "each gene once",
                        "keep one of the rows, add them up where they are counts, or use ids that are unique"));
            }
        }
        faults.raise();
    }

    /** Turning a table has it in memory twice. */
    private static void refuseNoRoom(ExpressionMatrix matrix) throws BadInput {
        long cells = (long) matrix.genes().size() * matrix.samples().size();
        long most = MatrixLimits.standard().cells() * 3 / 4;
        if (cells > most) {
            throw new BadInput(Fault.ofFile(
                    matrix.file(),
                    matrix.genes().size() + " samples in rows x "
                            + matrix.samples().size() + " genes",
                    "at most " + most + " values in this process's memory where samples are rows",
                    "send the samples in parts, with genes in rows, or give the process more memory (-Xmx)"));
        }
    }

    private static void refuseNoKeys(ExpressionMatrix matrix) throws BadInput {
        Faults faults = new Faults();
        Set<String> seen = new HashSet<>();
        for (int s = 0; s < matrix.genes().size(); s++) {
            String name = matrix.genes().get(s);
            String objection = NameRule.KEY_PART.objectionTo(name).orElse(seen.add(name) ? "" : "a duplicate name");
            if (!objection.isEmpty()) {
                faults.add(new Fault(
                        matrix.file(),
                        s + 2,
                        1,
                        "",
                        objection + " for a sample: " + Fault.quoted(name),
                        NameRule.KEY_PART.text() + ", each once",
                        "give the sample an id of its own"));
            }
        }
        faults.raise();
    }

    private static float[][] picked(float[][] values, int[] kept) {
        float[][] picked = new float[values.length][kept.length];
        for (int s = 0; s < values.length; s++) {
            for (int g = 0; g < kept.length; g++) {
                picked[s][g] = values[s][kept[g]];
            }
        }
        return picked;
    }
}
