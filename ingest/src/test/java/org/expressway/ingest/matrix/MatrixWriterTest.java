package org.expressway.ingest.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.table.NewFile;
import org.expressway.ingest.table.Separator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixWriterTest {
    private static final double[][] VALUES = {{1 / 3.0, Double.NaN}, {-2, 1e-9}};

    @TempDir
    private Path directory;

    @Test
    void rowsAndColumnsStandAsInTheFrame() throws IOException {
        Path file = written("out.tsv", new Digits(4));
        assertThat(file).hasContent("id\tS2\tS1\ng b\t0.3333\t-2\na,c\tNA\t1e-09\n");
    }

    @Test
    void aCsvQuotesANameThatHoldsItsSeparator() throws IOException {
        assertThat(written("out.csv", new Digits(4))).hasContent("id,S2,S1\ng b,0.3333,-2\n\"a,c\",NA,1e-09\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.tsv", "out.csv", "out.tsv.gz", "out.csv.gz"})
    void whatIsWrittenIsReadBackBitForBit(String name) throws IOException, BadInput {
        PreciseMatrix read = MatrixReader.readPrecisely(written(name, Digits.FLOAT64), Progress.SILENT);
        assertThat(Arrays.deepToString(read.values())).isEqualTo(Arrays.deepToString(VALUES));
        assertThat(read.frame().genes()).containsExactly("g b", "a,c");
        assertThat(read.frame().samples()).containsExactly("S2", "S1");
        assertThat(read.frame().corner()).isEqualTo("id");
    }

    @Test
    void aFileThatIsNotCommittedNeverAppears() throws IOException {
        Path file = directory.resolve("half.tsv");
        try (NewFile begun = NewFile.at(file)) {
            begun.stream().write('x');
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> NewFile.at(directory.resolve("absent/out.tsv")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("create it first");
    }

    private Path written(String name, Digits digits) throws IOException {
        Path path = directory.resolve(name);
        MatrixFrame frame =
                new MatrixFrame(Path.of("in"), "", Separator.TAB, "id", List.of("g b", "a,c"), List.of("S2", "S1"), 1);
        try (NewFile file = NewFile.at(path)) {
            MatrixWriter.write(file, frame, VALUES, digits, Progress.SILENT);
            file.commit();
        }
        return path;
    }
}
