package org.expressway.ingest.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.gene.GeneAnnotation;
import org.expressway.schemas.avro.ExpressionUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
    @TempDir
    private Path directory;

    @Test
    void whatAFileIsIsSaidWithoutAnythingBeingSaidOfIt() throws Exception {
        Inspection found = inspect("gene,A,B\nENSG00000141510,5,700\nENSG00000091831,0,3\n", ReadOptions.NONE);
        assertThat(found.format()).isEqualTo("genes-x-samples");
        assertThat(found.genes()).isEqualTo(2);
        assertThat(found.samples()).isEqualTo(2);
        assertThat(found.sampleIds()).containsExactly("A", "B");
        assertThat(found.unit()).isEqualTo("COUNTS");
        assertThat(found.unitFrom()).isEqualTo("values");
        assertThat(found.geneIdType()).isEqualTo("ensembl");
        assertThat(found.mappedFraction()).isEqualTo(1);
        assertThat(found.mappedTo()).isEqualTo("form");
        assertThat(found.librarySizes()).containsExactly(5, 703);
        assertThat(found.warnings()).singleElement().asString().contains("smaller than a tenth", "A");
    }

    @Test
    void logarithmsHaveNoLibrarySizes() throws Exception {
        Inspection found = inspect("gene\tA\nTP53\t5.5\nESR1\t\n", ReadOptions.NONE);
        assertThat(found.unit()).isEqualTo("LOG2");
        assertThat(found.librarySizes()).isNull();
        assertThat(found.missing()).isEqualTo(1);
        assertThat(found.warnings()).anyMatch(warning -> warning.contains("1 values are missing"));
    }

    @Test
    void aUnitThatTheValuesSpeakAgainstIsAWarning() throws Exception {
        Inspection found = inspect("gene\tA\nTP53\t5.5\n", ReadOptions.NONE.withUnit(ExpressionUnit.COUNTS));
        assertThat(found.unitFrom()).isEqualTo("you");
        assertThat(found.warnings()).anyMatch(warning -> warning.contains("as logarithms do"));
    }

    @Test
    void yeastIsKnownByItsIdsWithAndWithoutAnAnnotation() throws Exception {
        Path counts = LabFiles.realData("lab-formats").resolve("featurecounts/gene_counts.txt");
        GeneAnnotation human =
                GeneAnnotation.read(LabFiles.realData("gene-annotation").resolve("human_genes.tsv.gz"));
        for (Inspector inspector : new Inspector[] {new Inspector(null), new Inspector(human)}) {
            Inspection found = inspector.inspect(counts, ReadOptions.NONE, Progress.SILENT);
            assertThat(found.geneIdType()).isEqualTo("other-species");
            assertThat(found.mappedFraction()).isZero();
            assertThat(found.warnings()).anyMatch(warning -> warning.contains("another species"));
        }
    }

    @Test
    void theShareOfARealAnnotationIsCounted() throws Exception {
        Path counts = LabFiles.realData("lab-formats").resolve("htseq/star1pass.htseq.txt");
        GeneAnnotation human =
                GeneAnnotation.read(LabFiles.realData("gene-annotation").resolve("human_genes.tsv.gz"));
        Inspection found = new Inspector(human).inspect(counts, ReadOptions.NONE, Progress.SILENT);
        // awk 'NR==FNR{k[$1];next}!/^__/{n++;m+=$1 in k}END{print m/n}' annotation counts
        assertThat(found.mappedFraction()).isEqualTo(52_125 / 57_773.0);
        assertThat(found.unmatched()).hasSize(5);
    }

    private Inspection inspect(String text, ReadOptions options) throws Exception {
        Path file = LabFiles.write(directory, "lab.txt", LabFiles.utf8(text));
        return new Inspector(null).inspect(file, options, Progress.SILENT);
    }
}
