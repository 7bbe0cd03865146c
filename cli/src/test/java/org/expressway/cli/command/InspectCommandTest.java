package org.expressway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.expressway.cli.ExitCode;
import org.expressway.cli.ExpresswayMain;
import org.expressway.cli.terminal.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    private static final String COUNTS = "gene\tA\tB\nENSG00000141510\t5\t700\nENSG00000091831\t1\t3\n";

    @TempDir
    private Path directory;

    private int exit;

    @Test
    void jsonHasWhatAProgramNeeds() throws Exception {
        JsonNode found = Json.parse(run("inspect", file(COUNTS), "--json"));
        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(found.get("format").asText()).isEqualTo("genes-x-samples");
        assertThat(found.get("genes").asInt()).isEqualTo(2);
        assertThat(found.get("samples").asInt()).isEqualTo(2);
        assertThat(found.get("sampleIds").toString()).isEqualTo("[\"A\",\"B\"]");
        assertThat(found.get("unit").asText()).isEqualTo("COUNTS");
        assertThat(found.get("geneIdType").asText()).isEqualTo("ensembl");
        assertThat(found.get("mappedFraction").asDouble()).isEqualTo(1);
        assertThat(found.get("librarySizes").toString()).isEqualTo("[6.0,703.0]");
        assertThat(found.get("warnings").isArray()).isTrue();
    }

    @Test
    void aPersonGetsATable() throws Exception {
        String text = run("inspect", file(COUNTS));
        assertThat(text).contains("genes-x-samples: table of genes x samples", "COUNTS (said by values)");
    }

    @Test
    void anAnnotationSaysWhatIsKnown() throws Exception {
        Path genes = Files.writeString(directory.resolve("genes.csv"), "ensembl_id,symbol\nENSG00000141510,TP53\n");
        JsonNode found = Json.parse(run("inspect", file(COUNTS), "--json", "--annotation", genes.toString()));
        assertThat(found.get("mappedFraction").asDouble()).isEqualTo(.5);
        assertThat(found.get("mappedTo").asText()).isEqualTo("annotation");
    }

    @Test
    void badDataIsExitCodeThree() throws Exception {
        run("inspect", file("gene\tA\nG1\tx\n"));
        assertThat(exit).isEqualTo(ExitCode.BAD_DATA);
        run("inspect", directory.resolve("absent").toString());
        assertThat(exit).isEqualTo(ExitCode.BAD_DATA);
        run("inspect");
        assertThat(exit).isEqualTo(ExitCode.USAGE);
    }

    private String file(String text) throws Exception {
        return Files.writeString(directory.resolve("lab.tsv"), text).toString();
    }

    private String run(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            exit = ExpresswayMain.execute(arguments);
        } finally {
            System.setOut(before);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }
}
