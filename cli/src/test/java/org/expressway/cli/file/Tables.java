package org.expressway.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.MatrixReader;
import org.expressway.ingest.matrix.PreciseMatrix;
import org.expressway.ingest.table.SheetTable;
import org.junit.jupiter.api.Assumptions;

/** Tables that tests write, read and compare. */
final class Tables {
    private Tables() {}

    /** What R gave; the test is skipped where the shared folder is absent. */
    static Path oracle(String path) {
        Path shared = Path.of(System.getProperty("expressway.root", "..")).resolve("../shared");
        Assumptions.assumeTrue(Files.isDirectory(shared), "needs ../shared");
        return shared.resolve("oracles").resolve(path);
    }

    static Path write(Path directory, String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PreciseMatrix matrix(Path file) throws BadInput {
        return MatrixReader.readPrecisely(file, Progress.SILENT);
    }

    /** A column of a table as numbers, NaN for NA. */
    static double[] column(Path file, String header) throws BadInput {
        SheetTable table = SheetTable.read(file);
        int column = table.columns().indexOf(header);
        assertThat(column).as("column %s of %s", header, table.columns()).isNotNegative();
        return table.rows().stream()
                .map(row -> row.cells().get(column))
                .mapToDouble(cell -> "NA".equals(cell) ? Double.NaN : Double.parseDouble(cell))
                .toArray();
    }

    /** The largest absolute difference, after shape and names were found the same. */
    static double largestDifference(PreciseMatrix one, PreciseMatrix other) {
        assertThat(one.frame().genes()).isEqualTo(other.frame().genes());
        assertThat(one.frame().samples()).isEqualTo(other.frame().samples());
        double largest = 0;
        for (int s = 0; s < one.values().length; s++) {
            largest = Math.max(largest, largestDifference(one.values()[s], other.values()[s]));
        }
        return largest;
    }

    static double largestDifference(double[] one, double[] other) {
        assertThat(one).hasSameSizeAs(other);
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            assertThat(Double.isNaN(one[i])).as("missing at %d", i).isEqualTo(Double.isNaN(other[i]));
            largest = Double.isNaN(one[i]) ? largest : Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }

    static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
