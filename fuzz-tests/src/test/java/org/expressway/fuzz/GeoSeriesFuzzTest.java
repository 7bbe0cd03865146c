package org.expressway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.expressway.ingest.Progress;
import org.expressway.ingest.inspect.Inspector;
import org.junit.jupiter.api.Timeout;

/** The GEO series matrix, with what it says of its samples. */
class GeoSeriesFuzzTest {
    private final Inspector inspector = new Inspector(null);

    @Timeout(60)
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        Path file = InputFile.of("table", bytes);
        InputFile.readsOrRefuses(() -> inspector.inspect(file, LabText.options(bytes), Progress.SILENT));
    }
}
