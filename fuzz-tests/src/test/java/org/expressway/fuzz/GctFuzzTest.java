package org.expressway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.inspect.Inspector;
import org.junit.jupiter.api.Timeout;

/** A GCT and the .cls that says its classes. */
class GctFuzzTest {
    private final Inspector inspector = new Inspector(null);

    @Timeout(60)
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        byte[][] parts = Parts.of(bytes, 2);
        Path gct = InputFile.of("a.gct", parts[0]);
        Path cls = InputFile.of("a.cls", parts[1]);
        InputFile.readsOrRefuses(() -> inspector.inspect(gct, ReadOptions.NONE.withClasses(cls), Progress.SILENT));
    }
}
