package org.expressway.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.gene.GeneMapping;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files with bytes changed, cut out, doubled or cut off at random: each is read, or refused with its faults. */
class DamagedFilesTest {
    private static final int DAMAGES = Integer.getInteger("expressway.damages", 300);

    @TempDir
    private Path directory;

    static Stream<String> texts() {
        return Stream.of(
                "Name\tLength\tEffectiveLength\tTPM\tNumReads\nT1\t9\t9\t1\t5\nT2\t9\t9\t1.5\t2.25\n",
                "N_unmapped\t1\t1\t1\nN_multimapping\t1\t1\t1\nG1\t100\t51\t49\nG2\t3\t1\t2\n",
                "G1\t1\nG2\t20\n__no_feature\t3\n",
                "# Program:featureCounts v2\nGeneid\tChr\tStart\tEnd\tStrand\tLength\ta.bam\tb.bam\nG1\tc\t1\t9\t+\t9\t1\t2\n",
                "gene_id\tgene_name\tA\tB\nG1\tN\t1.5\t0\nG2\tM\t7\t1e3\n",
                "!Series_title\t\"x\"\n!Sample_characteristics_ch1\t\"a: b\"\t\"c\"\n!series_matrix_table_begin\n"
                        + "\"ID_REF\"\t\"A\"\t\"B\"\n\"1_at\"\t1.5\t\n!series_matrix_table_end\n",
                "#1.2\n2\t2\nNAME\tDescription\tA\tB\nG\td\t1\t2\nH\te\t-3\t4.5\n",
                "gene,A,B\n\"TP53\",1,200\nESR1,3.5,NA\n",
                "%%MatrixMarket matrix coordinate integer general\n%c\n2 2 3\n1 1 5\n2 1 7\n2 2 1\n");
    }

    static Stream<String> fixtures() {
        return Stream.of("cellranger3.h5", "cellranger2.h5", "csr.h5ad", "csc.h5ad", "dense.h5ad");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aDamagedTextIsReadOrRefused(String text) throws Exception {
        LabFiles.write(directory, "features.tsv", LabFiles.utf8("G1\nG2\n"));
        LabFiles.write(directory, "barcodes.tsv", LabFiles.utf8("C1\nC2\n"));
        damage(LabFiles.utf8(text), directory.resolve("lab.txt"));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aDamagedHdf5FileIsReadOrRefused(String name) throws Exception {
        Path fixture =
                Path.of(DamagedFilesTest.class.getResource("/hdf5/" + name).toURI());
        damage(Files.readAllBytes(fixture), directory.resolve(name));
    }

    private static void damage(byte[] whole, Path file) throws Exception {
        for (long seed = 1; seed <= DAMAGES; seed++) {
            Files.write(file, damaged(whole, new SplittableRandom(seed)));
            read(file, seed);
        }
    }

    private static void read(Path file, long seed) {
        try {
            ExpressionTable table = LabReader.read(file, ReadOptions.NONE, Progress.SILENT);
            UnitEvidence.of(table).guess();
            assertThat(GeneMapping.toItself(table.genes(), null).met()).isPositive();
        } catch (BadInput e) {
            assertThat(e.faults()).as("seed " + seed).isNotEmpty();
        } catch (RuntimeException | Error e) {
            fail("seed " + seed + " of " + file.getFileName() + " is not refused but fails", e);
        }
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            int length = random.nextInt(Math.min(16, bytes.length - at) + 1);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = whole[random.nextInt(whole.length)];
                case 2 ->
                    bytes = joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
                default ->
                    bytes = joined(
                            Arrays.copyOf(bytes, Math.max(1, at)),
                            Arrays.copyOfRange(bytes, at + length, bytes.length));
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
