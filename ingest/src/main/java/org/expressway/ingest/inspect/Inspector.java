package org.expressway.ingest.inspect;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.format.LabReader;
import org.expressway.ingest.gene.GeneAnnotation;
import org.expressway.ingest.gene.GeneIdType;
import org.expressway.ingest.gene.GeneIdVote;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/** Reads a file to its end and says what it is; publishes nothing and needs no platform. */
public final class Inspector {
    private final @Nullable GeneAnnotation annotation;

    /** @param annotation the genes that are known; null to judge ids by their form alone */
    public Inspector(@Nullable GeneAnnotation annotation) {
        this.annotation = annotation;
    }

    /** @throws BadInput where the file cannot be read at all */
    public Inspection inspect(Path file, ReadOptions options, Progress progress) throws BadInput {
        ExpressionTable table = LabReader.read(file, options, progress);
        UnitEvidence evidence = UnitEvidence.of(table);
        ExpressionUnit unit = table.unit() == null ? evidence.guess().orElse(ExpressionUnit.UNKNOWN) : table.unit();
        GeneMapping mapping = annotation == null
                ? GeneMapping.toItself(table.genes(), null)
                : GeneMapping.toAnnotation(table.genes(), annotation);
        double known = annotation == null ? byForm(mapping.vote()) : mapping.mappedShare();
        double[] sizes = unit == ExpressionUnit.LOG2 ? null : table.librarySizes();
        Warnings warnings = new Warnings(table, evidence, unit, mapping, known, sizes);
        return new Inspection(
                file.toString(),
                table.origin().format().id(),
                table.origin().format().description(),
                table.genes().size(),
                table.samples().size(),
                table.samples(),
                unit.name(),
                unitFrom(table, options, unit),
                mapping.vote().type().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                known,
                annotation == null ? "form" : "annotation",
                annotation == null ? List.of() : mapping.unmatched(),
                mapping.repeated(),
                sizes,
                table.missing(),
                List.copyOf(table.sampleColumns().keySet()),
                table.origin().sha256(),
                warnings.all(),
                table.notes());
    }

    /** Ids of another species, of probes and of no known form are not of human genes, whatever share has that form. */
    private static double byForm(GeneIdVote vote) {
        return vote.type().ensembl() || vote.type() == GeneIdType.ENTREZ || vote.type() == GeneIdType.SYMBOL
                ? vote.share()
                : 0;
    }

    private static String unitFrom(ExpressionTable table, ReadOptions options, ExpressionUnit unit) {
        if (options.unit() != null) {
            return "you";
        }
        if (unit == ExpressionUnit.UNKNOWN) {
            return "nobody";
        }
        return table.unit() == null ? "values" : "format";
    }
}
