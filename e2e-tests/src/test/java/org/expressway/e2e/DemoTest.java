package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.expressway.cli.ExitCode;
import org.expressway.ingest.simulate.SimulatedSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code expressway demo}, as the process that a newcomer starts. */
class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void theDemoEndsWithOneLineOfJsonThatTellsWhatItFound() throws IOException, InterruptedException {
        Answer answer = Command.process(
                        folder, "demo", "--json", "--genes", "500", "--samples", "500", "--rate", "200", "--seed", "1")
                .ok();
        assertThat(answer.lines()).hasSize(1);
        JsonNode report = answer.json().get(0);
        int streamed = report.get("samplesStreamed").asInt();
        assertThat(report.get("simulated").asBoolean()).isTrue();
        assertThat(report.get("samplesPublished").asInt()).isEqualTo(500);
        assertThat(report.get("predictions").asInt()).isBetween(500 + streamed, 1000);
        assertThat(report.get("rejected").asInt()).isEqualTo(5);
        assertThat(report.get("releases").asInt()).isEqualTo(1);
        assertThat(report.get("latencyMillisP50").asDouble()).isPositive();
        assertThat(report.get("latencyMillisP99").asDouble())
                .isGreaterThanOrEqualTo(report.get("latencyMillisP50").asDouble());
        assertThat(report.get("totalSeconds").asDouble())
                .isGreaterThan(report.get("firstPredictionSeconds").asDouble());
        JsonNode modes = report.get("correctionModes");
        assertThat(modes).as("every sample in one mode").hasSizeBetween(1, 3);
        assertThat(modes.get("SVA").asInt())
                .as("samples of batches that the guard lets ComBat correct")
                .isGreaterThan(streamed / 2);
        int all = 0;
        for (JsonNode samples : modes) {
            all += samples.asInt();
        }
        assertThat(all).isEqualTo(streamed);
        double corrected = report.get("accuracyCorrected").asDouble();
        assertThat(corrected).isGreaterThan(report.get("accuracyUncorrected").asDouble());
        assertThat(report.get("accuracyWithoutBatchEffect").asDouble() - corrected)
                .isLessThan(.15);
        assertThat(report.get("shareAbstained").asDouble())
                .as("a laboratory's shift alone withholds no calls")
                .isLessThan(.5);
        assertThat(report.get("accuracyReported").asDouble()).isGreaterThanOrEqualTo(corrected - .02);
        assertThat(answer.err()).contains("simulated", "PROVISIONAL turns FINAL");
        JsonNode lot = report.get("lotChange");
        assertThat(lot.get("cause").asText()).isEqualTo("INSTRUMENT_OR_LOT");
        assertThat(lot.get("raisedAt").asInt())
                .isBetween(lot.get("after").asInt() + 1, lot.get("samples").asInt());
    }

    @Test
    void aFolderOfRealDataGoesTheSameWay() throws IOException, InterruptedException {
        Path data = cohortFolder();
        Answer answer = demo(data, "--correction", "none").ok();
        JsonNode report = answer.json().get(0);
        assertThat(report.get("simulated").asBoolean()).isFalse();
        assertThat(report.get("samplesPublished").asInt()).isEqualTo(120);
        assertThat(report.get("rejected").asInt()).isZero();
        assertThat(report.get("accuracyCorrected").asDouble())
                .isEqualTo(report.get("accuracyUncorrected").asDouble())
                .isBetween(.4, 1.);
        assertThat(report.get("accuracyWithoutBatchEffect").isNull()).isTrue();
        assertThat(report.get("lotChange").isNull()).isTrue();
        assertThat(report.get("correctionModes").has("SVA")).isFalse();
    }

    @Test
    void aReferenceThatLacksAClassIsRefused() throws IOException, InterruptedException {
        Answer answer = demo(cohortFolder(), "--reference-batches", "Q/run1");
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(answer.err())
                .contains("no sample of class subtype1")
                .contains("choose batches that hold every class");
        assertThat(answer.out()).isEmpty();
    }

    private Answer demo(Path data, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("demo", "--json", "--rate", "200", "--data", data.toString(), "--already-pseudonymous"));
        arguments.addAll(List.of("--label-column", "subtype", "--subject-column", "patient"));
        arguments.addAll(List.of("--site-column", "site", "--batch-column", "run"));
        arguments.addAll(List.of(more));
        return Command.process(folder, arguments.toArray(String[]::new));
    }

    /** Two sites of two runs; the smaller one has no sample of the first subtype. */
    private Path cohortFolder() throws IOException {
        Cohort cohort = Cohort.of(300, 9, Cohort.plain("P", 100, 2), Cohort.plain("Q", 25, 1));
        List<SimulatedSample> samples = cohort.simulated().samples().stream()
                .filter(s -> !(s.site().equals("Q") && s.subtype().equals("subtype1")))
                .toList();
        Path data = folder.resolve("cohort");
        LabFolder.ofStudy(data, cohort.genes(), samples);
        return data;
    }
}
