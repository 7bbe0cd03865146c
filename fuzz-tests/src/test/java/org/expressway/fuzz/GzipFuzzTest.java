package org.expressway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.format.LabReader;
import org.junit.jupiter.api.Timeout;

/** Gzip around a table: the stream as it comes, and cut or damaged where its first two bytes say. */
class GzipFuzzTest {
    @Timeout(60)
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        read(bytes);
        byte[] zipped = gzip(bytes);
        read(zipped);
        if (bytes.length >= 2) {
            zipped[Math.floorMod(bytes[0] << 8 | bytes[1] & 0xff, zipped.length)] ^= bytes[bytes.length - 1];
            read(zipped);
        }
    }

    private static void read(byte[] bytes) throws IOException {
        Path file = InputFile.of("table.gz", bytes);
        InputFile.readsOrRefuses(() -> LabReader.read(file, ReadOptions.NONE, Progress.SILENT));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
