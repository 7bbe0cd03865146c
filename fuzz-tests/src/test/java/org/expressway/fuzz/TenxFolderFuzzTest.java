package org.expressway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.tenx.TenxFolder;
import org.junit.jupiter.api.Timeout;

/** The triplet of MatrixMarket, features and barcodes. */
class TenxFolderFuzzTest {
    @Timeout(60)
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        byte[][] parts = Parts.of(bytes, 3);
        Path matrix = InputFile.of("matrix.mtx", parts[0]);
        InputFile.of("features.tsv", parts[1]);
        InputFile.of("barcodes.tsv", parts[2]);
        InputFile.readsOrRefuses(() -> TenxFolder.beside(matrix, ReadOptions.NONE, Progress.SILENT));
    }
}
