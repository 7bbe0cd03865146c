package org.expressway.ingest.gene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.LabFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptMapTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T1.2\tG1\nT2\tG1\nT3\tG2\n",
                "T1.2,G1\nT2,G1\nT3,G2\n",
                "transcript_id\tgene_id\tgene_name\nT1.2\tG1\tA\nT2\tG1\tA\nT3\tG2\tB\n",
                "gene_id\ttx\nG1\tT1.2\nG1\tT2\nG2\tT3\n",
                "gene_id\ttranscript_id(s)\tlength\nG1\tT1.2,T2\t9\nG2\tT3\t9\n",
                "#!genome\n1\tx\tgene\t1\t9\t.\t+\t.\tgene_id \"G1\";\n"
                        + "1\tx\ttranscript\t1\t9\t.\t+\t.\tgene_id \"G1\"; transcript_id \"T1.2\";\n"
                        + "1\tx\ttranscript\t1\t9\t.\t+\t.\tgene_id \"G1\"; transcript_id \"T2\";\n"
                        + "1\tx\texon\t1\t9\t.\t+\t.\ttranscript_id \"T3\"; gene_id \"G2\";\n"
            })
    void aMapIsReadFromWhateverTableAPipelineHas(String text) throws BadInput {
        TranscriptMap map = read(text);
        assertThat(map.size()).isEqualTo(3);
        assertThat(map.gene("T1.2")).isEqualTo("G1");
        assertThat(map.gene("T2")).isEqualTo("G1");
        assertThat(map.gene("T3")).isEqualTo("G2");
        assertThat(map.gene("T4")).isNull();
    }

    @Test
    void aVersionThatTheMapDoesNotKnowIsLeftOut() throws BadInput {
        TranscriptMap map = read("ENST00000456328.2\tG1\n");
        assertThat(map.gene("ENST00000456328.9")).isEqualTo("G1");
        assertThat(map.gene("ENST00000456328")).isEqualTo("G1");
    }

    @Test
    void aRowWithoutAGeneIsAFaultOfItsRow() {
        BadInput refused = catchThrowableOfType(BadInput.class, () -> read("T1\tG1\nT2\n"));
        assertThat(refused.faults().get(0).row()).isEqualTo(2);
        assertThat(catchThrowableOfType(BadInput.class, () -> read("# nothing\n")))
                .hasMessageContaining("no transcript");
    }

    private TranscriptMap read(String text) throws BadInput {
        return TranscriptMap.read(LabFiles.write(directory, "map", LabFiles.utf8(text)));
    }
}
