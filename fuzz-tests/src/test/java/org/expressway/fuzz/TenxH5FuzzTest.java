package org.expressway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.hdf5.HdfTables;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** The matrix of Cell Ranger in HDF5. */
class TenxH5FuzzTest {
    static List<byte[]> seeds() throws IOException {
        return Fixtures.hdf5("cellranger2.h5", "cellranger3.h5");
    }

    @Timeout(60)
    @MethodSource("seeds")
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        Path file = InputFile.of("cells", bytes);
        InputFile.readsOrRefuses(() -> HdfTables.read(file, ReadOptions.NONE, Progress.SILENT));
    }
}
