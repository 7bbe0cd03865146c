package org.expressway.ingest.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.format.LabReader;
import org.expressway.schemas.avro.ExpressionUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that {@code make_fixtures.py} beside them writes: the same 4 cells x 5 genes in each layout. */
class HdfTablesTest {
    private static final float[][] X = {{0, 3, 0, 120, 1}, {7, 0, 0, 0, 2}, {0, 0, 0, 0, 0}, {1, 1, 250, 0, 9}};

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"cellranger3.h5", "cellranger2.h5", "csr.h5ad", "csc.h5ad"})
    void everyLayoutGivesTheSameCounts(String name) throws Exception {
        ExpressionTable table = read(name, ReadOptions.NONE);
        assertThat(table.samples()).containsExactly("AAAC-1", "AAAG-1", "AACC-1", "AACT-1");
        assertThat(table.unit()).isEqualTo(ExpressionUnit.COUNTS);
        assertThat(table.librarySizes()).containsExactly(124, 9, 0, 261);
        for (int cell = 0; cell < X.length; cell++) {
            assertThat(table.values().profile(cell)).containsExactly(X[cell]);
        }
    }

    @Test
    void genesHaveTheirIdsAndTheirSymbols() throws Exception {
        ExpressionTable tenx = read("cellranger3.h5", ReadOptions.NONE);
        assertThat(tenx.origin().format()).isEqualTo(LabFormat.TENX_H5);
        assertThat(tenx.genes().ids()).startsWith("ENSG00000141510");
        assertThat(tenx.genes().names()).containsExactly("TP53", "BRCA1", "BRCA2", "EGFR", "MYC");
        assertThat(tenx.notes()).containsExactly("1 features are of type Antibody Capture");
        ExpressionTable anndata = read("csr.h5ad", ReadOptions.NONE);
        assertThat(anndata.origin().format()).isEqualTo(LabFormat.H5AD);
        assertThat(anndata.genes().ids()).startsWith("TP53");
        assertThat(anndata.genes().names()).startsWith("ENSG00000141510");
    }

    @Test
    void whatAnndataSaysOfItsCellsIsKept() throws Exception {
        ExpressionTable table = read("csr.h5ad", ReadOptions.NONE);
        assertThat(table.sampleColumns()).containsOnlyKeys("batch", "n_genes");
        assertThat(table.sampleColumns().get("batch")).containsExactly("b1", "b2", "b2", "");
        assertThat(table.sampleColumns().get("n_genes")).containsExactly("3", "2", "0", "4");
    }

    @Test
    void aLayerIsReadByItsName() throws Exception {
        assertThat(read("dense.h5ad", ReadOptions.NONE.withLayer("counts")).librarySizes())
                .containsExactly(124, 9, 0, 261);
        assertThat(read("dense.h5ad", ReadOptions.NONE.withLayer("raw")).librarySizes())
                .containsExactly(124, 9, 0, 261);
        assertThat(read("dense.h5ad", ReadOptions.NONE.withLayer("doubled")).librarySizes())
                .containsExactly(248, 18, 0, 522);
        assertThat(refused("dense.h5ad", ReadOptions.NONE.withLayer("velocity")))
                .hasMessageContaining("no /layers/velocity")
                .hasMessageContaining("X, raw, counts, doubled");
    }

    @Test
    void naturalLogarithmsAreNotTakenForLog2() throws Exception {
        ExpressionTable table = read("dense.h5ad", ReadOptions.NONE);
        assertThat(table.values().profile(0)[3]).isEqualTo((float) Math.log1p(120)); // numpy.log1p(120)
        assertThat(table.unit()).isEqualTo(ExpressionUnit.UNKNOWN);
        assertThat(table.notes()).anyMatch(note -> note.contains("base e"));
        assertThat(read("dense.h5ad", ReadOptions.NONE.withUnit(ExpressionUnit.LOG2))
                        .unit())
                .isEqualTo(ExpressionUnit.LOG2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no_indptr.h5         | no data set /matrix/indptr; /matrix has barcodes, data",
                "no_features.h5       | no data set /matrix/features/id",
                "no_x.h5ad            | no /X; the file has no matrix at all",
                "no_var.h5ad          | an HDF5 file with X, obs",
                "no_data.h5ad         | no data set /X/data; /X has indices, indptr",
                "index_too_large.h5ad | /X: index 99 at place 8",
                "index_twice.h5ad     | /X: index 3 twice in line 0",
                "indptr_down.h5ad     | /X: indptr goes down at 1",
                "text_values.h5ad     | /X/data of String",
                "long_claim.h5ad      | /X/data of shape [2147483648]",
                "other.h5             | an HDF5 file with weights"
            })
    void aFileThatLacksAPartOrClaimsTooMuchIsRefusedByName(String name, String seen) {
        BadInput refused = refused(name, ReadOptions.NONE);
        assertThat(refused.faults().get(0).seen()).contains(seen);
        assertThat(refused.faults().get(0).file().getFileName()).hasToString(name);
        assertThat(refused.faults().get(0).remedy()).isNotBlank();
    }

    @Test
    void aFileCutAnywhereIsRefusedOrReadAndNeverMore() throws Exception {
        byte[] whole = Files.readAllBytes(fixture("csr.h5ad"));
        for (int length = 16; length < whole.length; length += 97) {
            Path cut = Files.write(directory.resolve("cut.h5ad"), Arrays.copyOf(whole, length));
            BadInput refused =
                    catchThrowableOfType(BadInput.class, () -> LabReader.read(cut, ReadOptions.NONE, Progress.SILENT));
            if (refused != null) {
                assertThat(refused.faults()).as("cut at " + length).isNotEmpty();
            }
        }
    }

    private static ExpressionTable read(String name, ReadOptions options) throws Exception {
        return LabReader.read(fixture(name), options, Progress.SILENT);
    }

    private static BadInput refused(String name, ReadOptions options) {
        return catchThrowableOfType(BadInput.class, () -> read(name, options));
    }

    private static Path fixture(String name) throws Exception {
        return Path.of(HdfTablesTest.class.getResource("/hdf5/" + name).toURI());
    }
}
