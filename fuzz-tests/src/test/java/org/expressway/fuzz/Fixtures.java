package org.expressway.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that the tests of ingest have made already. */
final class Fixtures {
    private static final Path HDF5 =
            Path.of(System.getProperty("expressway.root", "..")).resolve("ingest/src/test/resources/hdf5");

    private Fixtures() {}

    static List<byte[]> hdf5(String... names) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : names) {
            files.add(Files.readAllBytes(HDF5.resolve(name)));
        }
        return files;
    }
}
