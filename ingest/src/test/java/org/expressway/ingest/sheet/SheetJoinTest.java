package org.expressway.ingest.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.matrix.MatrixFrame;
import org.expressway.ingest.table.Separator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetJoinTest {
    @TempDir
    private Path directory;

    @Test
    void rowsComeInTheOrderOfTheMatrix() throws BadInput {
        assertThat(SheetJoin.join(matrix("S2", "S1"), sheet("S1,A,b\nS2,A,b\n")))
                .extracting(SampleRow::sampleId)
                .containsExactly("S2", "S1");
    }

    @Test
    void bothDirectionsOfAMismatchComeInOneReport() {
        BadInput refused = refused(matrix("S1", "S2", "S3"), "S1,A,b\nX,A,b\n");
        assertThat(refused.faults()).hasSize(2);
        assertThat(refused)
                .hasMessageContaining("unknown sample in the sheet: 1 (X) not in matrix.tsv")
                .hasMessageContaining("sample without a row in the sheet: 2 (S2, S3)");
        assertThat(refused.faults().get(0).row()).isEqualTo(3);
        assertThat(refused.faults().get(1).column()).isEqualTo(3);
    }

    @Test
    void namesThatRHasMangledAreRecognised() {
        assertThat(refused(matrix("TCGA.A1", "X1A"), "TCGA-A1,A,b\n1A,A,b\n"))
                .hasMessageContaining("check.names=FALSE");
    }

    @Test
    void aColumnCannotBelongToTwoSites() {
        assertThat(refused(matrix("S1"), "S1,A,b\nS1,B,b\n")).hasMessageContaining("of site B, and in row 2 of site A");
    }

    @Test
    void aSampleInTwoFilesIsRefusedAndBothAreNamed() {
        SheetJoin.Column first = new SheetJoin.Column(Path.of("a.tsv"), List.of("S1"), Places.NONE);
        SheetJoin.Column second = new SheetJoin.Column(Path.of("b.tsv"), List.of("S2", "S1"), Places.NONE);
        assertThat(catchThrowableOfType(
                        BadInput.class,
                        () -> SheetJoin.join(List.of(first, second), sheet("S1,A,b\nS2,A,b\nS3,A,b\n"))))
                .hasMessageContaining("b.tsv")
                .hasMessageContaining("sample \"S1\", which a.tsv has too")
                .hasMessageContaining("1 (S3) not in any of the 2 files");
    }

    private static MatrixFrame matrix(String... samples) {
        return new MatrixFrame(Path.of("matrix.tsv"), "", Separator.TAB, "gene", List.of("G"), List.of(samples), 0);
    }

    private SampleSheet sheet(String rows) throws BadInput {
        Path file = LabFiles.write(directory, "sheet.csv", LabFiles.utf8("sample,site,batch\n" + rows));
        return SheetReader.read(file, SheetColumns.guessed());
    }

    private BadInput refused(MatrixFrame matrix, String rows) {
        return catchThrowableOfType(BadInput.class, () -> SheetJoin.join(matrix, sheet(rows)));
    }
}
