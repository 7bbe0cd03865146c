package org.expressway.ingest.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.Progress;
import org.expressway.ingest.table.Separator;
import org.expressway.schemas.artifact.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixReaderTest {
    private static final String TABLE = "gene\tS1\tS2\nG1\t1\t2.5\nG2\t\t-3e1\n";

    @TempDir
    private Path directory;

    static Stream<Arguments> sameTable() {
        return Stream.of(
                Arguments.of("LF", LabFiles.utf8(TABLE)),
                Arguments.of("no line end at the end", LabFiles.utf8(TABLE.strip())),
                Arguments.of("CRLF", LabFiles.utf8(TABLE.replace("\n", "\r\n"))),
                Arguments.of("empty lines at the end", LabFiles.utf8(TABLE + "\n\r\n")),
                Arguments.of("byte order mark", LabFiles.utf8("\ufeff" + TABLE)),
                Arguments.of("comma", LabFiles.utf8(TABLE.replace('\t', ','))),
                Arguments.of("semicolon", LabFiles.utf8(TABLE.replace('\t', ';'))),
                Arguments.of(
                        "quotes as R writes them",
                        LabFiles.utf8(TABLE.replaceAll("([gGS][a-z]*\\d?)(?=\t|\n)", "\"$1\""))),
                Arguments.of("quoted numbers", LabFiles.utf8(TABLE.replace("2.5", "\"2.5\""))),
                Arguments.of("gzip", LabFiles.gzip(LabFiles.utf8(TABLE))),
                Arguments.of("no name for the gene column", LabFiles.utf8(TABLE.replaceFirst("gene", ""))),
                Arguments.of("missing as NA", LabFiles.utf8(TABLE.replace("\t\t", "\tNA\t"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sameTable")
    void aTableIsReadWhateverItsDress(String dress, byte[] content) throws BadInput {
        ExpressionMatrix matrix = read(content);
        assertThat(matrix.genes()).containsExactly("G1", "G2");
        assertThat(matrix.samples()).containsExactly("S1", "S2");
        assertThat(Arrays.deepToString(matrix.values())).isEqualTo("[[1.0, NaN], [2.5, -30.0]]");
        assertThat(matrix.missing()).isEqualTo(1);
        assertThat(matrix.sha256()).isEqualTo(Sha256.of(content));
    }

    @Test
    void aPreciseTableKeepsEveryDigit() throws BadInput {
        Path file = LabFiles.write(directory, "precise.csv", LabFiles.utf8("id,S1,S2\nG1,7.2345678901234567,NA\n"));
        PreciseMatrix matrix = MatrixReader.readPrecisely(file, Progress.SILENT);
        assertThat(Arrays.deepToString(matrix.values())).isEqualTo("[[7.234567890123457], [NaN]]");
        assertThat(matrix.frame().corner()).isEqualTo("id");
        assertThat(matrix.frame().missing()).isEqualTo(1);
    }

    @Test
    void theSeparatorIsSaid() throws BadInput {
        assertThat(read(LabFiles.utf8(TABLE)).separator()).isEqualTo(Separator.TAB);
        assertThat(read(LabFiles.utf8("g,A\nx,1\n")).separator()).isEqualTo(Separator.COMMA);
    }

    @Test
    void aNameInQuotesMayHoldTheSeparator() throws BadInput {
        ExpressionMatrix matrix = read(LabFiles.utf8("g,\"A, B\",C\n\"HLA \"\"A\"\"\",1,2\n"));
        assertThat(matrix.samples()).containsExactly("A, B", "C");
        assertThat(matrix.genes()).containsExactly("HLA \"A\"");
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() throws BadInput {
        byte[] first = LabFiles.gzip(LabFiles.utf8("g\tS1\nG1\t1\n"));
        byte[] second = LabFiles.gzip(LabFiles.utf8("G2\t2\n"));
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(read(both).genes()).containsExactly("G1", "G2");
    }

    @Test
    void moreGenesThanTheFirstGuessAndLongLinesAreHeld() throws BadInput {
        int samples = 20_000;
        StringBuilder text = new StringBuilder("gene");
        for (int s = 0; s < samples; s++) {
            text.append("\tsample").append(s);
        }
        for (int g = 0; g < 3; g++) {
            text.append("\nG").append(g).append(("\t" + g).repeat(samples));
        }
        ExpressionMatrix wide = read(LabFiles.utf8(text.toString()));
        assertThat(wide.samples()).hasSize(samples);
        assertThat(wide.values()[samples - 1]).containsExactly(0, 1, 2);

        StringBuilder tall = new StringBuilder("gene\tS\n");
        for (int g = 0; g < 5000; g++) {
            tall.append('G').append(g).append('\t').append(g).append('\n');
        }
        assertThat(read(LabFiles.utf8(tall.toString())).values()[0])
                .hasSize(5000)
                .endsWith(4999);
    }

    @Test
    void progressCountsBytesOfTheFileAndNeverGoesBack() throws BadInput {
        List<Long> told = new ArrayList<>();
        StringBuilder text = new StringBuilder("gene\tS\n");
        for (int g = 0; g < 100_000; g++) {
            text.append("GENE").append(g).append("\t1\n");
        }
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        MatrixReader.read(LabFiles.write(directory, "m.tsv", content), new Progress() {
            @Override
            public void started(String what, long total) {
                assertThat(total).isEqualTo(content.length);
            }

            @Override
            public void advanced(long done) {
                told.add(done);
            }

            @Override
            public void finished() {
                told.add(-1L);
            }
        });
        assertThat(told).endsWith(-1L).hasSizeGreaterThan(2);
        assertThat(told.subList(0, told.size() - 1)).isSorted().allMatch(done -> done <= content.length);
    }

    private ExpressionMatrix read(byte[] content) throws BadInput {
        return MatrixReader.read(LabFiles.write(directory, "matrix.any", content), Progress.SILENT);
    }
}
