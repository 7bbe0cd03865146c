package org.expressway.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.Stop;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.gene.GeneRule;
import org.expressway.ingest.pseudonym.PseudonymKeyMissing;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.schemas.avro.Assay;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of one sample each, as quantifiers write them, against a real broker. Each test publishes for a site of its own. */
class SeveralFilesTest {
    @TempDir
    private static Path shared;

    private static TestPlatform platform;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        platform = new TestPlatform(shared);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void aFolderOfSamplesIsPublishedByOneSheet() throws Exception {
        star("run/S1ReadsPerGene.out.tab", 300, 4);
        write("run/S1Log.final.out", "Started job on | Mar 11\n");
        star("run/deep/S2ReadsPerGene.out.tab", 7, 900);
        write("run/samples.csv", "sample,batch\nS1,R\nS2,R\n");
        PublishSummary summary = publish("folder", directory.resolve("run"), Stop.NEVER);

        assertThat(summary.files()).isEqualTo(2);
        assertThat(summary.samples()).isEqualTo(2);
        assertThat(summary.left()).isZero();
        assertThat(summary.notes()).anyMatch(note -> note.contains("S1Log.final.out") && note.contains("left aside"));
        assertThat(summary.notes()).anyMatch(note -> note.startsWith("2 files (") && note.contains("STAR"));
        Map<String, ExpressionSample> sent = records("folder");
        assertThat(FloatVector.toArray(sent.get("folder/S1").getValues())).containsExactly(300, 4);
        assertThat(FloatVector.toArray(sent.get("folder/S2").getValues())).containsExactly(7, 900);
        assertThat(sent.get("folder/S2").getProvenance().getFileName()).isEqualTo("S2ReadsPerGene.out.tab");
    }

    @Test
    void aSampleIsNamedByTheFolderThatTheSheetKnows() throws Exception {
        star("run/S1/star/ReadsPerGene.out.tab", 300, 4);
        star("run/S2/star/ReadsPerGene.out.tab", 300, 5);
        write("run/samples.csv", "sample,batch\nS1,R\nS2,R\n");
        publish("folders", directory.resolve("run"), Stop.NEVER);
        assertThat(records("folders")).containsOnlyKeys("folders/S1", "folders/S2");
    }

    @Test
    void theFaultsOfAllFilesAndTheSheetComeInOneReportAndNothingIsSent() throws Exception {
        star("run/S1ReadsPerGene.out.tab", 300, 4);
        star("run/S2ReadsPerGene.out.tab", -3, 4);
        star("run/S3ReadsPerGene.out.tab", 5, -9);
        write("run/samples.csv", "sample,batch,rin\nS1,R,\nS2,R,99\nS3,R,\n");
        assertThat(catchThrowableOfType(BadInput.class, () -> publish("faulty", directory.resolve("run"), Stop.NEVER)))
                .hasMessageContaining("S2ReadsPerGene.out.tab, row 5")
                .hasMessageContaining("S3ReadsPerGene.out.tab, row 6")
                .hasMessageContaining("samples.csv, row 3, column 3 (rin)");
        assertThat(records("faulty")).isEmpty();
        assertThat(new PanelRegistry(platform.endpoints()).all()).doesNotContainKey("faulty");
    }

    @Test
    void aFolderWithoutATableSaysWhatIsInIt() throws Exception {
        write("run/notes.txt", "nothing here\n");
        write("run/samples.csv", "sample,batch\nS1,R\n");
        assertThat(catchThrowableOfType(BadInput.class, () -> publish("none", directory.resolve("run"), Stop.NEVER)))
                .hasMessageContaining("a folder without a tool's table")
                .hasMessageContaining("notes.txt");
    }

    @Test
    void whatIsStoppedKeepsWhatIsAcknowledgedAndTheSameAgainSendsEachOnceMore() throws Exception {
        StringBuilder sheet = new StringBuilder("sample,batch\n");
        for (int s = 0; s < 20; s++) {
            star("run/S%02dReadsPerGene.out.tab".formatted(s), 300, s);
            sheet.append("S%02d,R\n".formatted(s));
        }
        write("run/samples.csv", sheet.toString());
        AfterSamples stop = new AfterSamples(12);
        PublishSummary stopped = publish("stopped", directory.resolve("run"), stop);
        assertThat(stopped.samples()).isBetween(1, 12);
        assertThat(stopped.left()).isEqualTo(20 - stopped.samples());
        assertThat(records("stopped")).hasSize(stopped.samples());

        PublishSummary again = publish("stopped", directory.resolve("run"), Stop.NEVER);
        assertThat(again.samples()).isEqualTo(20);
        assertThat(records("stopped")).hasSize(20);
    }

    @Test
    void whatIsStoppedBeforeSendingSendsNothing() throws Exception {
        star("run/S1ReadsPerGene.out.tab", 300, 4);
        write("run/samples.csv", "sample,batch\nS1,R\n");
        assertThatThrownBy(() -> publish("early", directory.resolve("run"), () -> true))
                .isInstanceOf(CancellationException.class);
        assertThat(records("early")).isEmpty();
    }

    @Test
    void aFileThatChangesBetweenItsTwoReadingsIsNotSent() throws Exception {
        star("run/S1ReadsPerGene.out.tab", 300, 4);
        star("run/S2ReadsPerGene.out.tab", 300, 5);
        write("run/samples.csv", "sample,batch\nS1,R\nS2,R\n");
        Stop changing = new Stop() {
            @Override
            public boolean requested() {
                return false;
            }

            @Override
            public void holding() {
                star("run/S2ReadsPerGene.out.tab", 300, 6);
            }
        };
        assertThat(catchThrowableOfType(BadInput.class, () -> publish("changed", directory.resolve("run"), changing)))
                .hasMessageContaining("S2ReadsPerGene.out.tab")
                .hasMessageContaining("other bytes than when it was checked");
        assertThat(records("changed")).containsOnlyKeys("changed/S1");
    }

    @Test
    void withoutAKeyNothingOfASheetWithSubjectsIsSent() throws Exception {
        star("run/S1ReadsPerGene.out.tab", 300, 4);
        write("run/samples.csv", "sample,batch,patient\nS1,R,P1\n");
        PublishRequest request = request("keyless", directory.resolve("run")).with(Pseudonyms.REFUSED);
        assertThatThrownBy(
                        () -> new Publisher(platform.endpoints(), Clock.systemUTC()).publish(request, Progress.SILENT))
                .isInstanceOf(PseudonymKeyMissing.class);
        assertThat(records("keyless")).isEmpty();
    }

    /** Wishes to stop once so many samples have been asked for, files being asked for before. */
    private static final class AfterSamples implements Stop {
        private final int samples;
        private final AtomicInteger asked = new AtomicInteger();
        private boolean sending;

        AfterSamples(int samples) {
            this.samples = samples;
        }

        @Override
        public void holding() {
            sending = true;
        }

        @Override
        public boolean requested() {
            // Each file holds one sample: asked for the file, then for the sample.
            return sending && asked.incrementAndGet() > 2 * samples;
        }
    }

    private PublishSummary publish(String site, Path folder, Stop stop) throws BadInput, IOException {
        return new Publisher(platform.endpoints(), Clock.systemUTC())
                .publish(request(site, folder), Progress.SILENT, stop);
    }

    private static PublishRequest request(String site, Path folder) {
        return new PublishRequest(
                List.of(folder),
                folder.resolve("samples.csv"),
                SheetColumns.guessed().withDefaultSite(site),
                site,
                Assay.UNKNOWN,
                ExpressionUnit.COUNTS,
                ReadOptions.NONE,
                null,
                GeneRule.STANDARD,
                Pseudonyms.ALREADY);
    }

    private void star(String path, int first, int second) {
        write(
                path,
                "N_unmapped\t1\t1\t1\nN_multimapping\t1\t1\t1\nN_noFeature\t1\t1\t1\nN_ambiguous\t1\t1\t1\n"
                        + "G1\t%1$d\t%1$d\t0\nG2\t%2$d\t%2$d\t0\n".formatted(first, second));
    }

    private void write(String path, String text) {
        Path file = directory.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Distinct by key: a sample that was sent again counts once. */
    private static Map<String, ExpressionSample> records(String site) {
        Map<String, ExpressionSample> records = new TreeMap<>();
        platform.endpoints().reader(Topics.RAW).toEnd(read -> {
            ExpressionSample value = read.value();
            if (read.key().startsWith(site + "/") && value != null) {
                records.put(read.key(), value);
            }
        });
        return records;
    }
}
