package org.expressway.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.LabFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneLengthTableTest {
    @TempDir
    private Path directory;

    @Test
    void theColumnNamedLengthIsTaken() throws BadInput {
        assertThat(read("gene\tname\tLength\nENSG1\tTP53\t2512\nENSG2\tMYC\t2366.5\n"))
                .isEqualTo(Map.of("ENSG1", 2512.0, "ENSG2", 2366.5));
    }

    @Test
    void otherwiseTheSecondColumnAndAHeaderMayBeMissing() throws BadInput {
        assertThat(read("gene,bases,x\nA,10,1\nB,20,1\n")).isEqualTo(Map.of("A", 10.0, "B", 20.0));
        assertThat(read("A\t10\nB\t20\n")).isEqualTo(Map.of("A", 10.0, "B", 20.0));
    }

    @Test
    void allFaultsAreToldWithTheirPlace() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> read("gene\tlength\nA\t0\nB\tlong\nC\t5\nC\t6\n"))
                .withMessageContaining("row 2, column 2 (length)")
                .withMessageContaining("\"long\" for the length of \"B\"")
                .withMessageContaining("gene \"C\" again")
                .withMessageContaining("(3 faults");
    }

    private Map<String, Double> read(String text) throws BadInput {
        return GeneLengthTable.read(LabFiles.write(directory, "lengths.txt", LabFiles.utf8(text)))
                .bases();
    }
}
