package org.expressway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.expressway.ingest.sheet.SheetReader;
import org.junit.jupiter.api.Timeout;

/** Sample sheets of every kind, read for their samples and for their labels. */
class SampleSheetFuzzTest {
    private static final SheetColumns DEFAULTS =
            SheetColumns.guessed().withDefaultSite("S").withDefaultBatch("B");

    @Timeout(60)
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        Path file = InputFile.of("sheet", bytes);
        InputFile.readsOrRefuses(() -> SheetReader.read(file, DEFAULTS));
        InputFile.readsOrRefuses(() -> SheetReader.read(file, SheetColumns.guessed()));
        InputFile.readsOrRefuses(() -> SheetReader.readLabels(file, DEFAULTS.with(SheetField.LABEL, "subtype")));
    }
}
