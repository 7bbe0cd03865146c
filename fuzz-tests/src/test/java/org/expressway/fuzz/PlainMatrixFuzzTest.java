package org.expressway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.MatrixReader;
import org.junit.jupiter.api.Timeout;

/** The table of genes x samples that the file commands read, in each of its three forms. */
class PlainMatrixFuzzTest {
    @Timeout(60)
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        Path file = InputFile.of("matrix", bytes);
        InputFile.readsOrRefuses(() -> MatrixReader.read(file, Progress.SILENT));
        InputFile.readsOrRefuses(() -> MatrixReader.readRepeating(file, Progress.SILENT));
        InputFile.readsOrRefuses(() -> MatrixReader.readPrecisely(file, Progress.SILENT));
    }
}
