package org.expressway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.expressway.ingest.gene.GeneAnnotation;
import org.expressway.ingest.gene.TranscriptMap;
import org.expressway.ingest.table.GeneLengthTable;
import org.junit.jupiter.api.Timeout;

/** What people know of genes: an annotation, a map of transcripts (a table, or a GTF), a table of lengths. */
class GeneTableFuzzTest {
    @Timeout(60)
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        Path file = InputFile.of("genes", bytes);
        InputFile.readsOrRefuses(() -> GeneAnnotation.read(file));
        InputFile.readsOrRefuses(() -> TranscriptMap.read(file));
        InputFile.readsOrRefuses(() -> GeneLengthTable.read(file));
    }
}
