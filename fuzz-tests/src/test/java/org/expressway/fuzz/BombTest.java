package org.expressway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.format.LabReader;
import org.expressway.ingest.gene.GeneAnnotation;
import org.expressway.ingest.gene.TranscriptMap;
import org.expressway.ingest.matrix.MatrixReader;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetReader;
import org.expressway.ingest.table.GeneLengthTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Gzip that unpacks to more than there is memory, which no fuzzer comes upon: read or refused, by every reader of text. */
@Timeout(600)
class BombTest {
    @TempDir
    private Path folder;

    private interface Reading {
        void read(Path file) throws BadInput;
    }

    enum Reader {
        TABLE("gene\tA\n", file -> LabReader.read(file, ReadOptions.NONE, Progress.SILENT)),
        SALMON("Name\tLength\tEffectiveLength\tTPM\tNumReads\n", TABLE.reading),
        HTSEQ("G1\t1\nG2\t2\n", TABLE.reading),
        GEO_SERIES("!Series_title\t\"a\"\n", TABLE.reading),
        GEO_TABLE("!Series_title\t\"a\"\n!series_matrix_table_begin\n\"ID_REF\"\t\"A\"\n", TABLE.reading),
        GCT("#1.2\n2\t1\nName\tDescription\tA\n", TABLE.reading),
        MATRIX("gene\tA\n", file -> MatrixReader.readPrecisely(file, Progress.SILENT)),
        SAMPLE_SHEET("sample\tsite\tbatch\n", file -> SheetReader.read(file, SheetColumns.guessed())),
        ANNOTATION("ensembl_id\tsymbol\n", GeneAnnotation::read),
        LENGTHS("gene\tlength\n", GeneLengthTable::read),
        TRANSCRIPTS("transcript_id\tgene_id\n", TranscriptMap::read),
        NO_HEADER("", TABLE.reading);

        private final String header;
        private final Reading reading;

        Reader(String header, Reading reading) {
            this.header = header;
            this.reading = reading;
        }
    }

    static Stream<Arguments> all() {
        return Arrays.stream(Reader.values())
                .flatMap(reader -> Arrays.stream(Bomb.values()).map(bomb -> Arguments.of(reader, bomb)));
    }

    @Test
    void theseTestsHaveLessMemoryThanTheFilesUnpackTo() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(Bomb.UNPACKED);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadOrRefused(Reader reader, Bomb bomb) throws IOException {
        Path file = bomb.behind(reader.header, folder.resolve("bomb.gz"));
        InputFile.readsOrRefuses(() -> reader.reading.read(file));
    }

    @ParameterizedTest
    @EnumSource
    void oneEndlessLineIsRefused(Reader reader) throws IOException {
        Path file = Bomb.ONE_LINE.behind(reader.header, folder.resolve("bomb.gz"));
        assertThatThrownBy(() -> reader.reading.read(file)).isInstanceOf(BadInput.class);
    }
}
