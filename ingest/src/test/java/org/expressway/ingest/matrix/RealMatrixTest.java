package org.expressway.ingest.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.expressway.ingest.BadInput;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.Progress;
import org.expressway.ingest.sheet.SampleSheet;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.expressway.ingest.sheet.SheetJoin;
import org.expressway.ingest.sheet.SheetReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes as the folders' READMEs state them; columns as a person reading the sheets would map them. */
class RealMatrixTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "tcga-11cohorts-tumour-normal, 3556, 1204, 944, hospital_tss, plate, patient",
        "quartet-rnaseq-2labs, 26907, 24, 0, lab, batch, ",
        "fission-yeast-stress-timecourse, 7039, 36, 0, , , ",
        "tcga-brca-pam50-712, 50, 712, 0, hospital_tss, plate, patient",
        "hsmm-singlecell-timecourse, 47192, 271, 0, , , "
    })
    void aRealCohortIsReadWholeAndJoinedToItsSheet(
            String folder, int genes, int samples, long missing, String site, String batch, String subject)
            throws BadInput {
        var path = LabFiles.realData(folder);
        ExpressionMatrix matrix = MatrixReader.read(path.resolve("matrix.tsv.gz"), Progress.SILENT);
        assertThat(matrix.genes()).hasSize(genes);
        assertThat(matrix.samples()).hasSize(samples);
        assertThat(matrix.missing()).isEqualTo(missing);

        SheetColumns wishes = SheetColumns.guessed().withDefaultSite("lab").withDefaultBatch("b1");
        SampleSheet sheet = SheetReader.read(path.resolve("samples.tsv"), wishes);
        assertThat(sheet.taken().get(SheetField.SITE)).isEqualTo(site);
        assertThat(sheet.taken().get(SheetField.BATCH)).isEqualTo(batch);
        assertThat(sheet.taken().get(SheetField.SUBJECT)).isEqualTo(subject);
        assertThat(SheetJoin.join(matrix.frame(), sheet)).hasSize(samples);
    }
}
