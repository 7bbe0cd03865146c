package org.expressway.cli.command;

import static org.expressway.cli.command.FaultyInput.GOOD_MATRIX;
import static org.expressway.cli.command.FaultyInput.GOOD_SHEET;
import static org.expressway.cli.command.FaultyInput.gzip;
import static org.expressway.cli.command.FaultyInput.hdf5;
import static org.expressway.cli.command.FaultyInput.matrix;
import static org.expressway.cli.command.FaultyInput.sheet;
import static org.expressway.cli.command.FaultyInput.tenx;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of faulty input that laboratories send, and some that only an enemy would. */
final class FaultyInputs {
    private static final String SALMON = "Name\tLength\tEffectiveLength\tTPM\tNumReads\n";
    private static final String MTX = "%%MatrixMarket matrix coordinate integer general\n";
    private static final String SHEET = "sample\tsite\tbatch";

    private FaultyInputs() {}

    static Stream<FaultyInput> all() {
        return Stream.of(bytes(), shapes(), numbers(), tools(), sheets(), cells(), hdf5Files())
                .flatMap(List::stream);
    }

    private static List<FaultyInput> bytes() {
        byte[] zipped = gzip(GOOD_MATRIX.repeat(50).getBytes(StandardCharsets.UTF_8));
        byte[] damaged = zipped.clone();
        damaged[damaged.length - 6] ^= 1;
        byte[] line = new byte[80 << 20];
        Arrays.fill(line, (byte) '0');
        return List.of(
                matrix("empty", "", "", "an empty file"),
                matrix("gzip of nothing", gzip(new byte[0]), "", "an empty file"),
                matrix(
                        "gzip cut",
                        Arrays.copyOf(zipped, zipped.length - 12),
                        "",
                        "a gzip file that ends before its end"),
                matrix("gzip cut in its header", Arrays.copyOf(zipped, 5), "", "a gzip file that ends before its end"),
                matrix("gzip damaged", damaged, "", "gzip data that is damaged"),
                matrix("gzip twice", gzip(zipped), "", "gzip inside gzip"),
                matrix("gzip bomb of one line", gzip(line), ", row 1", "a line longer than"),
                matrix("gzip bomb of rows", gzip(rows()), ", row 200002", "200001 genes"),
                matrix("UTF-16 with its mark", GOOD_MATRIX.getBytes(StandardCharsets.UTF_16), "", "UTF-16 text"),
                matrix("UTF-16 without", GOOD_MATRIX.getBytes(StandardCharsets.UTF_16LE), "", "UTF-16 text"),
                matrix(
                        "Latin-1",
                        "g\tM\u00fc\nG\t1\n".getBytes(StandardCharsets.ISO_8859_1),
                        ", row 1, column 2",
                        "not UTF-8"),
                matrix("zip or .xlsx", "PK\u0003\u0004 and so on", "", "a zip archive"),
                matrix(".xls", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0}, "", "an old Excel workbook"),
                matrix("Parquet", "PAR1 and so on", "", "a Parquet file"),
                matrix("bzip2", "BZh91AY", "", "a bzip2 file"),
                matrix("R data", gzip(new byte[] {'X', '\n', 0, 0, 0, 3, 0, 4}), "", "an R data file"),
                matrix("control characters", new byte[] {7, 1, 2, 65, 66, 67}, "", "binary bytes"),
                matrix("JSON", "{\"a\": 1}\n", ", row 1", "JSON"),
                matrix("error page", "<!DOCTYPE html>\n", ", row 1", "HTML or XML"));
    }

    private static byte[] rows() {
        StringBuilder rows = new StringBuilder("gene\tS1\n");
        for (int i = 0; i < 200_010; i++) {
            rows.append('G').append(i).append("\t1\n");
        }
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<FaultyInput> shapes() {
        return List.of(
                matrix("one column", "gene\nG1\n", ", row 1", "one column only"),
                matrix("spaces", "gene S1 S2\nG1 1 2\n", ", row 1", "one column only"),
                matrix("tabs for commas", "gene,S1,S2\nG1\t1\t2\n", ", row 2", "1 cell"),
                matrix("commas for tabs", "gene\tS1\tS2\nG1,1,2\n", ", row 2", "1 cell"),
                matrix("row too short", "gene\tS1\tS2\nG1\t1\t250\nG2\t1\n", ", row 3", "2 cells"),
                matrix("row too long", "gene\tS1\tS2\nG1\t1\t250\t3\n", ", row 2", "4 cells"),
                matrix("header alone", "gene\tS1\tS2\n", ", row 1", "no row of numbers"),
                matrix("header of R", "S1\tS2\nG1\t1\t250\n", ", row 2", "3 cells"),
                matrix("empty row", "gene\tS1\tS2\nG1\t1\t250\n\nG2\t1\t2\n", ", row 3", "an empty row"),
                matrix(
                        "gene twice",
                        "gene\tS1\tS2\nENSG00000141510\t1\t250\nENSG00000141510\t1\t2\n",
                        ", row 3, column 1",
                        "rows 2 and 3"),
                matrix("sample twice", "gene\tS1\tS1\nG1\t1\t250\n", ", row 1, column 3 (S1)", "columns 2 and 3"),
                matrix(
                        "sample without a name",
                        "gene\tS1\t\nG1\t1\t250\n",
                        ", row 1, column 3",
                        "an empty name for a sample"),
                matrix("slash in a sample", "gene\tS/1\tS2\nG1\t1\t250\n", ", row 1, column 2", "'/'"),
                matrix(
                        "gene without a name",
                        "gene\tS1\tS2\n\t1\t250\n",
                        ", row 2, column 1",
                        "an empty name for a gene"),
                matrix("quote left open", "gene\tS1\tS2\n\"G1\t1\t250\n", ", row 2", "never closed"),
                matrix("old Macintosh line ends", "gene\tS1\rG1\t1\r", ", row 1", "Macintosh"));
    }

    private static List<FaultyInput> numbers() {
        return List.of(
                matrix("text for a number", "gene\tS1\tS2\nG1\t1\tabc\n", ", row 2, column 3 (S2)", "\"abc\""),
                matrix("decimal comma", "gene;S1;S2\nG1;1;250\nG2;1,5;4\n", ", row 3, column 2 (S1)", "decimal comma"),
                matrix("infinite", "gene\tS1\tS2\nG1\t1\t250\nG2\t-Inf\t4\n", ", row 3, column 2 (S1)", "infinite"),
                matrix("beyond float32", "gene\tS1\tS2\nG1\t1e40\t250\n", ", row 2, column 2 (S1)", "\"1e40\""),
                matrix(
                        "negative count",
                        "gene\tS1\tS2\nG1\t1\t250\nG2\t-3\t4\n",
                        ", row 3, column 2 (S1)",
                        "a negative value, -3",
                        "--unit",
                        "counts"),
                matrix(
                        "TPM declared as counts",
                        "gene\tS1\tS2\nG1\t999999.5\t999998.5\nG2\t0.5\t1.5\n",
                        "",
                        "sum to 1e6",
                        "--unit",
                        "counts"),
                matrix(
                        "logarithms declared as counts",
                        "gene\tS1\tS2\nG1\t1.5\t7.25\n",
                        "",
                        "as logarithms do",
                        "--unit",
                        "counts"),
                matrix("counts declared as logarithms", GOOD_MATRIX, "", "declared as LOG2", "--unit", "log2"),
                matrix("values of any unit", "gene\tS1\tS2\nG1\t1\t2\n", "", "could be of several units"));
    }

    private static List<FaultyInput> tools() {
        return List.of(
                matrix("salmon, NaN", SALMON + "T1\t9\t9\t1\tNaN\n", ", row 2, column 5 (NumReads)", "\"NaN\""),
                matrix(
                        "salmon, transcript twice",
                        SALMON + "T1\t9\t9\t1\t1\nT1\t9\t9\t1\t1\n",
                        ", row 3, column 1 (Name)",
                        "rows 2 and 3"),
                matrix("salmon, cut", SALMON + "T1\t9\t9\t1\t1\nT2\t9", ", row 3", "2 cells"),
                matrix("GCT, fewer rows than said", "#1.2\n2\t1\nNAME\tDescription\tS\nG\td\t1\n", ", row 4", "1 rows"),
                matrix("GCT 1.3", "#1.3\n1\t1\t0\t0\nid\tS\nG\t1\n", ", row 1", "\"#1.3\""),
                matrix(
                        "GEO, cut",
                        "!Series_title\t\"x\"\n!series_matrix_table_begin\n\"ID_REF\"\t\"S1\"\n\"1\"\t1\n",
                        ", row 4",
                        "!series_matrix_table_end"),
                matrix(
                        "summary of featureCounts",
                        "Status\ta.bam\nAssigned\t5\n",
                        ", row 1",
                        "summary of featureCounts"));
    }

    private static List<FaultyInput> sheets() {
        return List.of(
                sheet("sheet: empty", "", "sheet.tsv", "an empty file"),
                sheet("sheet: UTF-16", GOOD_SHEET.getBytes(StandardCharsets.UTF_16LE), "sheet.tsv", "UTF-16 text"),
                sheet("sheet: header alone", SHEET + "\n", "sheet.tsv, row 1", "a header and no row"),
                sheet("sheet: no batch", "sample\tsite\nS1\tA\nS2\tA\n", "sheet.tsv, row 1", "no column for the batch"),
                sheet("sheet: ragged", SHEET + "\nS1\tA\nS2\tA\tr\n", "sheet.tsv, row 2", "2 cells"),
                sheet(
                        "sheet: sample twice",
                        GOOD_SHEET + "S1\tA\tr\n",
                        "sheet.tsv, row 4, column 1 (sample)",
                        "rows 2 and 4"),
                sheet(
                        "sheet: no site",
                        SHEET + "\nS1\t\tr\nS2\tA\tr\n",
                        "sheet.tsv, row 2, column 2 (site)",
                        "no site"),
                sheet("sheet: sample unknown", GOOD_SHEET + "S3\tA\tr\n", "sheet.tsv, row 4", "unknown sample"),
                sheet(
                        "sheet: sample left out",
                        SHEET + "\nS1\tA\tr\n",
                        "lab.tsv, row 1, column 3 (S2)",
                        "without a row in the sheet"),
                sheet(
                        "sheet: sex",
                        SHEET + "\tsex\nS1\tA\tr\tblue\nS2\tA\tr\tF\n",
                        "sheet.tsv, row 2, column 4 (sex)",
                        "\"blue\""),
                sheet(
                        "sheet: role",
                        SHEET + "\trole\nS1\tA\tr\tking\nS2\tA\tr\t\n",
                        "sheet.tsv, row 2, column 4 (role)",
                        "\"king\""),
                sheet(
                        "sheet: date",
                        SHEET + "\tcollected_at\nS1\tA\tr\t31.3.26\nS2\tA\tr\t\n",
                        "sheet.tsv, row 2, column 4 (collected_at)",
                        "\"31.3.26\""),
                sheet(
                        "sheet: RIN",
                        SHEET + "\tRIN\nS1\tA\tr\t11\nS2\tA\tr\t7\n",
                        "sheet.tsv, row 2, column 4 (RIN)",
                        "\"11\""),
                sheet("sheet: quote left open", SHEET + "\n\"S1\tA\tr\nS2\tA\tr\n", "sheet.tsv, row 2", ""));
    }

    private static List<FaultyInput> cells() {
        String two = "G1\nG2\n";
        String cells = "S1\nS2\n";
        return List.of(
                tenx(
                        "10x: dense",
                        "%%MatrixMarket matrix array real general\n1 1\n1\n",
                        two,
                        cells,
                        "matrix.mtx, row 1",
                        "array"),
                tenx(
                        "10x: 2^31 genes",
                        MTX + "2147483648 2 1\n1 1 1\n",
                        two,
                        cells,
                        "matrix.mtx, row 2",
                        "2147483648 genes"),
                tenx(
                        "10x: 2^40 entries",
                        MTX + "2 2 1099511627776\n1 1 1\n",
                        two,
                        cells,
                        "matrix.mtx, row 2",
                        "1099511627776 entries"),
                tenx("10x: index 0", MTX + "2 2 1\n0 1 5\n", two, cells, "matrix.mtx, row 3", "\"0 1 5\""),
                tenx("10x: index too large", MTX + "2 2 1\n3 1 5\n", two, cells, "matrix.mtx, row 3", "\"3 1 5\""),
                tenx("10x: cut", MTX + "2 2 3\n1 1 5\n", two, cells, "matrix.mtx, row 3", "1 entries"),
                tenx(
                        "10x: too few features",
                        MTX + "2 2 1\n1 1 5\n",
                        "G1\n",
                        cells,
                        "features.tsv, row 2",
                        "1 features"),
                tenx(
                        "10x: barcode twice",
                        MTX + "2 2 1\n1 1 5\n",
                        two,
                        "S1\nS1\n",
                        "barcodes.tsv, row 2, column 1",
                        "S1"),
                new FaultyInput(
                        "directory of something else",
                        folder -> {
                            Files.writeString(folder.resolve("sheet.tsv"), GOOD_SHEET);
                            return folder;
                        },
                        "",
                        "in which no table stands",
                        List.of()),
                new FaultyInput(
                        "no such file",
                        folder -> {
                            Files.writeString(folder.resolve("sheet.tsv"), GOOD_SHEET);
                            return folder.resolve("absent.tsv");
                        },
                        "absent.tsv",
                        "no such file",
                        List.of()));
    }

    private static List<FaultyInput> hdf5Files() {
        return List.of(
                hdf5("no_indptr.h5", "no data set /matrix/indptr"),
                hdf5("no_features.h5", "no data set /matrix/features/id"),
                hdf5("no_x.h5ad", "no /X"),
                hdf5("no_var.h5ad", "an HDF5 file with X, obs"),
                hdf5("no_data.h5ad", "no data set /X/data"),
                hdf5("index_too_large.h5ad", "index 99 at place 8"),
                hdf5("index_twice.h5ad", "index 3 twice"),
                hdf5("indptr_down.h5ad", "indptr goes down at 1"),
                hdf5("text_values.h5ad", "/X/data of String"),
                hdf5("long_claim.h5ad", "/X/data of shape [2147483648]"),
                hdf5("other.h5", "an HDF5 file with weights"));
    }
}
