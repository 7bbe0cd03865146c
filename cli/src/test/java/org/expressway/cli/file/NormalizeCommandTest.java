package org.expressway.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.expressway.analysis.reference.GenePanel;
import org.expressway.analysis.reference.ReferenceBuilder;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceSample;
import org.expressway.analysis.reference.ReferenceSettings;
import org.expressway.cli.ExitCode;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.table.SheetTable;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.Panel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormalizeCommandTest {
    private static final String COUNTS = "id,S2,S1\nG1,10,20\nG2,30,60\nG3,0,NA\n";

    @TempDir
    private Path directory;

    @Test
    void sizeFactorsAreThoseOfDeseq2AgainstFrozenMeans() throws BadInput {
        Path factors = directory.resolve("factors.tsv");
        Path training = Tables.write(directory, "training.txt", Tables.lines(trainingSamples()));
        Run run = normalize(
                Tables.oracle("nbsim/counts.tsv.gz"),
                "--method",
                "median-of-ratios",
                "--reference-samples",
                "@" + training,
                "--factors",
                factors);
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        double[] expected = Tables.column(Tables.oracle("nbsim/deseq2/deseq2_sf.tsv"), "sf_frozen_one");
        assertThat(Tables.largestDifference(Tables.column(factors, "size_factor"), expected))
                .isLessThan(1e-9);
    }

    @Test
    void tmmFactorsAreThoseOfEdgerAgainstTheReferenceColumn() throws BadInput {
        Path factors = directory.resolve("factors.tsv");
        Run run = normalize(
                Tables.oracle("nbsim/counts.tsv.gz"),
                "--method",
                "tmm",
                "--tmm-reference",
                "S03",
                "--factors",
                factors);
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        double[] expected = Tables.column(Tables.oracle("nbsim/edger/tmm.tsv"), "raw_ref");
        assertThat(Tables.largestDifference(Tables.column(factors, "norm_factor"), expected))
                .isLessThan(1e-9);
    }

    @Test
    void rowsAndColumnsStayWhereTheyAreAndMissingStaysMissing() {
        Run run = Run.of("normalize", "--method", "cpm", "--matrix", counts(COUNTS), "--out", "-");
        assertThat(run.out()).isEqualTo("id\tS2\tS1\nG1\t250000\t250000\nG2\t750000\t750000\nG3\t0\tNA\n");
    }

    @Test
    void namedSamplesFreezeTheReferenceWhateverElseIsInTheFile() {
        String more = "id,S2,S1,X\nG1,10,20,7\nG2,30,60,5\nG3,0,NA,100\n";
        Path list = Tables.write(directory, "list.txt", "S1\nS2\n");
        String alone = Run.of("normalize", "--method", "log-cpm", "--matrix", counts(COUNTS), "--out", "-")
                .out();
        String inCompany = Run.of(
                        "normalize",
                        "--method",
                        "log-cpm",
                        "--reference-samples",
                        "@" + list,
                        "--matrix",
                        Tables.write(directory, "more.csv", more),
                        "--out",
                        "-")
                .out();
        assertThat(inCompany.lines().map(line -> line.substring(0, line.lastIndexOf('\t'))))
                .isEqualTo(alone.lines().toList());
    }

    @Test
    void aProfileAlignsTheFileToItsPanelThroughTheStoreItLiesIn() throws IOException {
        DirectoryArtifactStore store = new DirectoryArtifactStore(directory.resolve("artifacts"));
        String panel = new Panel(List.of("G2", "G1", "G4")).store(store);
        String id = store.put(ReferenceFormat.write(ReferenceBuilder.build(
                new GenePanel(panel, List.of()),
                List.of("A/b"),
                List.of(sample("A/1", 30, 10, 5), sample("A/2", 60, 20, 9)),
                ReferenceSettings.defaults(true))));
        Path profile =
                directory.resolve("artifacts").resolve(id.substring(0, 2)).resolve(id);
        Run run =
                Run.of("normalize", "--reference", profile, "--matrix", counts(COUNTS), "--out", "-", "--digits", "4");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("id\tS2\tS1\nG1\t3.872\t3.872\nG2\t5.424\t5.424\nG3\tNA\tNA\n");
        assertThat(run.err()).contains("1 genes of the matrix are not in the reference's panel and become NA");
    }

    @Test
    void aProfileWithoutItsPanelIsRefused() throws IOException {
        Path profile = Files.write(
                directory.resolve("profile"),
                ReferenceFormat.write(ReferenceBuilder.build(
                        new GenePanel("0".repeat(64), List.of()),
                        List.of("A/b"),
                        List.of(sample("A/1", 30, 10, 5), sample("A/2", 60, 20, 9)),
                        ReferenceSettings.defaults(true))));
        Run run = Run.of("normalize", "--reference", profile, "--matrix", counts(COUNTS), "--out", "-");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains("are not the panel 000").contains("where it lies in its artifact store");
    }

    @Test
    void everyNegativeCountIsNamedByItsPlace() {
        Run run = normalize(counts("id,S1,S2\nG1,1,-2.5\nG2,-1,1\n"), "--method", "tmm");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err())
                .contains("row 2, column 3 (S2)")
                .contains("a negative value, -2.5")
                .contains("row 3, column 2 (S1)");
    }

    @Test
    void aSampleWithoutAUsableGeneIsRefused() {
        Run run = normalize(counts("id,S1,S2,S3\nG1,1,2,0\nG2,1,2,0\n"), "--method", "cp10k-log1p");
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains("column 4 (S3)").contains("no gene that the reference uses");
    }

    @Test
    void optionsThatDoNotFitAreUsageErrorsBeforeAnythingIsRead() {
        Path absent = directory.resolve("absent.tsv");
        assertUsage("a --method is missing", absent);
        assertUsage("no normalisation method \"rpkm\"", absent, "--method", "rpkm");
        assertUsage("need each other", absent, "--method", "tpm");
        assertUsage("a prior is given", absent, "--method", "cpm", "--prior", "1");
        assertUsage("expected 1 to 17", absent, "--method", "cpm", "--digits", "18");
    }

    @Test
    void theInputIsNeverOverwritten() {
        Path matrix = counts(COUNTS);
        Run run = Run.of("normalize", "--method", "cpm", "--matrix", matrix, "--out", matrix);
        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("is read and would be overwritten");
        assertThat(matrix).hasContent(COUNTS);
    }

    @Test
    void lengthsOfGenesGiveTpm() {
        Path lengths = Tables.write(directory, "lengths.tsv", "gene\tbases\nG1\t1000\nG2\t3000\nG3\t500\n");
        Run run = Run.of(
                "normalize",
                "--method",
                "tpm",
                "--gene-lengths",
                lengths,
                "--prior",
                "1",
                "--matrix",
                counts(COUNTS),
                "--out",
                "-",
                "--digits",
                "6");
        // 10 / 1 kb and 30 / 3 kb: half a million each.
        assertThat(run.out()).as(run.err()).contains("G1\t18.9316\t18.9316\n").contains("G3\t0\tNA\n");
    }

    private static List<String> trainingSamples() throws BadInput {
        return SheetTable.read(Tables.oracle("nbsim/samples.tsv")).rows().stream()
                .filter(row -> "1".equals(row.cells().get(3)))
                .map(row -> row.cells().get(0))
                .toList();
    }

    private void assertUsage(String message, Path matrix, Object... options) {
        Run run = normalize(matrix, options);
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message);
    }

    private Run normalize(Path matrix, Object... options) {
        Object[] all = new Object[options.length + 5];
        all[0] = "normalize";
        all[1] = "--matrix";
        all[2] = matrix;
        all[3] = "--out";
        all[4] = directory.resolve("out.tsv.gz");
        System.arraycopy(options, 0, all, 5, options.length);
        return Run.of(all);
    }

    private Path counts(String text) {
        return Tables.write(directory, "counts.csv", text);
    }

    private static ReferenceSample sample(String key, float... values) {
        return new ReferenceSample(key, key, values, null);
    }
}
