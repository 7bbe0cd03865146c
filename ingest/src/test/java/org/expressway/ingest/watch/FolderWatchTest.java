package org.expressway.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.publish.PublishSummary;
import org.expressway.schemas.avro.ExpressionUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of deliveries in a folder. What publishing does is another test's: here it is written down. */
class FolderWatchTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    @TempDir
    private Path directory;

    private Path folder;
    private final List<String> sent = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    @BeforeEach
    void resolve() throws IOException {
        folder = directory.toRealPath();
    }

    @Test
    void aDeliveryIsSentOnceAndMovedWithAReport() throws Exception {
        deliver("run1", "a");
        look(AT_ONCE);
        assertThat(sent).containsExactly("run1.counts.tsv run1.samples.tsv");
        assertThat(names(folder.resolve("done/run1")))
                .containsExactly("report.json", "report.txt", "run1.counts.tsv", "run1.samples.tsv");
        JsonNode report = report("done/run1");
        assertThat(report.path("outcome").asText()).isEqualTo("done");
        assertThat(report.path("summary").path("samples").asInt()).isEqualTo(3);
        look(AT_ONCE);
        assertThat(sent).hasSize(1);
        assertThat(names(folder)).containsExactly(".expressway-watch", "done", "refused");
    }

    @Test
    void aFileThatGrowsIsLeftUntilItHasStopped() throws Exception {
        Path matrix = deliver("run1", "a");
        try (FolderWatch watch = watch(Duration.ofHours(1))) {
            assertThat(watch.look()).isEqualTo(1);
            Files.writeString(matrix, "more", StandardOpenOption.APPEND);
            assertThat(watch.look()).isEqualTo(1);
            assertThat(sent).isEmpty();
            Files.createFile(folder.resolve("run1.done"));
            assertThat(watch.look()).isZero();
        }
        assertThat(sent).hasSize(1);
        assertThat(names(folder.resolve("done/run1"))).contains("run1.done");
    }

    @Test
    void timeCountsFromTheLastChange() {
        Settling settling = new Settling(Duration.ofSeconds(10));
        long second = Duration.ofSeconds(1).toNanos();
        assertThat(settling.settled("run1", "5 bytes", 0)).isFalse();
        assertThat(settling.settled("run1", "5 bytes", 9 * second)).isFalse();
        assertThat(settling.settled("run1", "6 bytes", 12 * second)).isFalse();
        assertThat(settling.settled("run1", "6 bytes", 21 * second)).isFalse();
        assertThat(settling.settled("run1", "6 bytes", 22 * second)).isTrue();
    }

    @Test
    void aMatrixWaitsForItsSheetAndASheetForItsMatrix() throws Exception {
        Files.writeString(folder.resolve("run1.counts.tsv"), "matrix");
        Files.writeString(folder.resolve("run2.samples.csv"), "sheet");
        Files.writeString(folder.resolve("run3.samples.tsv"), "sheet");
        Files.writeString(folder.resolve("run3.counts.tsv.part"), "half a matrix");
        look(AT_ONCE);
        assertThat(sent).isEmpty();
        Files.writeString(folder.resolve("run1.samples.tsv"), "sheet");
        Files.createDirectories(folder.resolve("run2"));
        Files.writeString(folder.resolve("run2/quant.sf"), "matrix");
        Files.move(folder.resolve("run3.counts.tsv.part"), folder.resolve("run3.counts.tsv"));
        look(AT_ONCE);
        assertThat(sent)
                .containsExactly(
                        "run1.counts.tsv run1.samples.tsv",
                        "run2 run2.samples.csv",
                        "run3.counts.tsv run3.samples.tsv");
    }

    @Test
    void theLongestNameOwnsAFile() throws Exception {
        deliver("run", "a");
        deliver("run.2", "b");
        look(AT_ONCE);
        assertThat(sent).containsExactly("run.counts.tsv run.samples.tsv", "run.2.counts.tsv run.2.samples.tsv");
    }

    @Test
    void aFaultyDeliveryIsMovedWithItsFaultsAndMayComeAgain() throws Exception {
        deliver("run1", "bad");
        FolderWatch first = look(AT_ONCE);
        assertThat(first.refused()).isEqualTo(1);
        JsonNode fault = report("refused/run1").path("faults").path(0);
        assertThat(fault.path("file").asText()).isEqualTo("run1.counts.tsv");
        assertThat(fault.path("row").asInt()).isEqualTo(7);
        assertThat(Files.readString(folder.resolve("refused/run1/report.txt")))
                .contains("row 7")
                .contains("to do:");
        deliver("run1", "good");
        look(AT_ONCE);
        assertThat(names(folder.resolve("done"))).containsExactly("run1");
    }

    @Test
    void theSameContentUnderAnotherNameIsNotSentAgain() throws Exception {
        deliver("run1", "a");
        look(AT_ONCE);
        deliver("copy", "a");
        look(AT_ONCE);
        assertThat(sent).hasSize(1);
        assertThat(report("done/copy").path("sentBefore").path("as").asText()).isEqualTo("done/run1");
        deliver("run1", "b");
        look(AT_ONCE);
        assertThat(sent).hasSize(2);
        assertThat(names(folder.resolve("done"))).containsExactly("copy", "run1", "run1-2");
    }

    @Test
    void whilePublishingFailsTheDeliveryStays() throws Exception {
        deliver("run1", "unreachable");
        try (FolderWatch watch = watch(AT_ONCE)) {
            assertThatThrownBy(watch::look).isInstanceOf(KafkaException.class);
        }
        assertThat(names(folder)).contains("run1.counts.tsv", "run1.samples.tsv");
        assertThat(names(folder.resolve("done"))).isEmpty();
    }

    /** Each call of the clock is before a step that lasts; the process ends at each of them in turn. */
    @Test
    void whereverTheProcessEndsADeliveryIsDoneOnce() throws Exception {
        int crashes = 0;
        for (int step = 1; ; step++) {
            String name = "run" + step;
            deliver(name, name);
            sent.clear();
            boolean ended = endsAtStep(step);
            look(AT_ONCE);
            look(AT_ONCE);
            assertThat(names(folder.resolve("done/" + name)))
                    .as("ended at step %d", step)
                    .containsExactly("report.json", "report.txt", name + ".counts.tsv", name + ".samples.tsv");
            assertThat(sent).as("ended at step %d", step).hasSizeBetween(1, 2);
            assertThat(names(folder)).containsExactly(".expressway-watch", "done", "refused");
            if (!ended) {
                break;
            }
            crashes++;
        }
        assertThat(crashes).isEqualTo(3);
        assertThat(names(folder.resolve("done"))).hasSize(4);
    }

    @Test
    void aMoveThatWasCutInTwoIsEndedWithoutSending() throws Exception {
        deliver("run1", "a");
        look(AT_ONCE);
        undoLastStep();
        Files.move(folder.resolve("done/run1/run1.samples.tsv"), folder.resolve("run1.samples.tsv"));
        look(AT_ONCE);
        assertThat(sent).hasSize(1);
        assertThat(names(folder.resolve("done/run1"))).contains("run1.counts.tsv", "run1.samples.tsv");
        assertThat(names(folder)).doesNotContain("run1.samples.tsv");
    }

    @Test
    void whatTookTheNameMeanwhileIsADeliveryOfItsOwn() throws Exception {
        deliver("run1", "a");
        look(AT_ONCE);
        undoLastStep();
        deliver("run1", "b");
        look(AT_ONCE);
        assertThat(sent).hasSize(2);
        assertThat(Files.readString(folder.resolve("done/run1-2/run1.counts.tsv")))
                .isEqualTo("b");
    }

    @Test
    void aJournalLineThatWasCutShortIsDropped() throws Exception {
        deliver("run1", "a");
        look(AT_ONCE);
        Files.writeString(journal(), "{\"at\":\"2026", StandardOpenOption.APPEND);
        deliver("run2", "b");
        look(AT_ONCE);
        deliver("run3", "a");
        look(AT_ONCE);
        assertThat(sent).hasSize(2);
        assertThat(Files.readAllLines(journal())).allMatch(line -> line.endsWith("}"));
    }

    @Test
    void symbolicLinksAreNotFollowed(@TempDir Path outside) throws Exception {
        Path secret = Files.writeString(outside.resolve("secret.tsv"), "secret");
        Files.createSymbolicLink(folder.resolve("run1.counts.tsv"), secret);
        Files.writeString(folder.resolve("run1.samples.tsv"), "sheet");
        Files.createDirectories(folder.resolve("run2"));
        Files.createSymbolicLink(folder.resolve("run2/quant.sf"), secret);
        Files.writeString(folder.resolve("run2.samples.tsv"), "sheet");
        look(AT_ONCE);
        assertThat(sent).isEmpty();
        assertThat(messages).anyMatch(line -> line.contains("run1.counts.tsv") && line.contains("symbolic link"));
        assertThat(report("refused/run2").path("faults").path(0).path("seen").asText())
                .contains("symbolic link");
        assertThat(Files.readString(secret)).isEqualTo("secret");
    }

    @Test
    void oneProcessWatchesAFolder() throws Exception {
        try (FolderWatch first = watch(AT_ONCE)) {
            assertThat(first.look()).isZero();
            assertThatThrownBy(() -> watch(AT_ONCE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another process");
        }
    }

    private Path deliver(String name, String matrix) throws IOException {
        Files.writeString(folder.resolve(name + ".samples.tsv"), "sheet");
        return Files.writeString(folder.resolve(name + ".counts.tsv"), matrix);
    }

    private FolderWatch look(Duration settle) throws IOException {
        try (FolderWatch watch = watch(settle)) {
            watch.look();
            return watch;
        }
    }

    private FolderWatch watch(Duration settle) throws IOException {
        return FolderWatch.open(folder, settle, this::publish, Clock.systemUTC(), messages::add);
    }

    private PublishSummary publish(List<Path> matrices, Path sheet) throws BadInput, IOException {
        Path matrix = matrices.get(0);
        String content = Files.isDirectory(matrix) ? "" : Files.readString(matrix);
        if (content.equals("bad")) {
            throw new BadInput(Fault.ofRow(matrix, 7, "a dash", "a number", "correct the cell"));
        }
        if (content.equals("unreachable")) {
            throw new KafkaException("no broker");
        }
        sent.add(matrix.getFileName() + " " + sheet.getFileName());
        return new PublishSummary(
                1,
                3,
                0,
                new TreeMap<>(),
                2,
                0,
                0,
                "default",
                "id",
                false,
                ExpressionUnit.COUNTS,
                1,
                3,
                100,
                List.of("a note"));
    }

    /** @return whether the process came to that step and ended there */
    private boolean endsAtStep(int step) throws IOException {
        int[] calls = {0};
        Clock mortal = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public java.time.Instant instant() {
                if (++calls[0] == step) {
                    throw new Ended();
                }
                return Clock.systemUTC().instant();
            }
        };
        try (FolderWatch watch = FolderWatch.open(folder, AT_ONCE, this::publish, mortal, messages::add)) {
            watch.look();
            return false;
        } catch (Ended e) {
            return true;
        }
    }

    /** As kill -9 does, it passes every handler. */
    private static final class Ended extends Error {
        private static final long serialVersionUID = 1L;
    }

    private void undoLastStep() throws IOException {
        List<String> lines = Files.readAllLines(journal());
        assertThat(lines.get(lines.size() - 1)).contains("MOVED");
        Files.write(journal(), lines.subList(0, lines.size() - 1));
    }

    private Path journal() {
        return folder.resolve(".expressway-watch/journal.jsonl");
    }

    private JsonNode report(String delivery) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(delivery).resolve("report.json").toFile());
    }

    private static List<String> names(Path there) throws IOException {
        try (Stream<Path> files = Files.list(there)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
