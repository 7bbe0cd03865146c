package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.expressway.cli.ExitCode;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and commands that are wrong are refused in words, with an exit code, and leave nothing behind. */
@ExtendWith(Storyteller.class)
class BadInputTest {
    private static final String SHEET = "sample\tsite\trun\tpatient\nS1\tX\tr\tP1\nS2\tX\tr\tP2\n";
    private static final String MATRIX = "gene\tS1\tS2\nSIM00001\t120\t7\nSIM00002\t3\t4\n";

    private final Story story;

    @TempDir
    private Path folder;

    BadInputTest(Story story) {
        this.story = story;
    }

    static Stream<Arguments> files() {
        byte[] zipped = gzip(MATRIX.repeat(1) + "SIM00003\t1\t2\n");
        return Stream.of(
                matrix("wrong separator", "gene S1 S2\nSIM00001 120 7\n", "separated by spaces"),
                matrix("another separator in the rows", "gene\tS1\tS2\nSIM00001,120,7\n", "looks comma-separated"),
                matrix("ragged row", MATRIX + "SIM00003\t1\n", "row 4", "2 cells", "3 cells"),
                matrix("not a number", MATRIX + "SIM00003\t1\tabc\n", "row 4, column 3 (S2)", "\"abc\""),
                matrix(
                        "duplicate gene",
                        "gene\tS1\tS2\nENSG00000141510\t120\t7\nENSG00000141510\t1\t2\n",
                        "rows 2 and 3"),
                matrix("duplicate sample", "gene\tS1\tS1\nSIM00001\t120\t7\n", "\"S1\": columns 2 and 3"),
                Arguments.of("empty file", new byte[0], SHEET, new String[] {"an empty file"}),
                Arguments.of("gz cut short", Arrays.copyOf(zipped, zipped.length - 12), SHEET, new String[] {
                    "ends before its end", "gzip -t"
                }),
                Arguments.of(
                        "unknown sample in the sheet",
                        MATRIX.getBytes(StandardCharsets.UTF_8),
                        SHEET + "S3\tX\tr\tP3\n",
                        new String[] {"unknown sample in the sheet", "S3"}),
                Arguments.of(
                        "sample without a row in the sheet",
                        MATRIX.getBytes(StandardCharsets.UTF_8),
                        SHEET.substring(0, SHEET.indexOf("S2")),
                        new String[] {"sample without a row in the sheet", "S2"}));
    }

    private static Arguments matrix(String name, String text, String... telling) {
        return Arguments.of(name, text.getBytes(StandardCharsets.UTF_8), SHEET, telling);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aBadFileIsRefusedInItsOwnWordsAndNothingOfItIsPublished(
            String name, byte[] matrix, String sheet, String[] telling) throws Exception {
        Map<TopicPartition, Long> before = ends();
        Answer answer = publish(matrix, sheet);
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(answer.err()).contains(telling).contains("to do:").contains("nothing of this input was used");
        assertThat(answer.out()).isEmpty();
        assertThat(ends()).isEqualTo(before);
    }

    @Test
    void genesThatThePanelDoesNotHaveAreRefused() throws Exception {
        Map<TopicPartition, Long> before = ends();
        Answer answer = publish(MATRIX.replace("SIM", "ENSG").getBytes(StandardCharsets.UTF_8), SHEET);
        assertThat(answer.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(answer.err()).contains("no gene of panel");
        assertThat(ends()).isEqualTo(before);
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        Answer answer = story.answer("status", "--jsno");
        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("--jsno").contains("--json");
    }

    @Test
    void aCommandWithoutAPlatformSaysHowToStartOne() {
        Answer answer = Command.here(
                "predictions", "--json", "--data-dir", folder.resolve("none").toString());
        assertThat(answer.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(answer.err()).contains("no platform runs on").contains("expressway up");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void aBatchThatNobodyHasPublishedCannotBeClosed() {
        Answer answer = story.answer("run", "close", "X/none");
        assertThat(answer.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(answer.err()).contains("no sample of batch X/none").contains("B/run1");
    }

    @Test
    void aReferenceOfUnknownBatchesIsRefused() {
        Answer answer = story.answer("reference", "build", "--batches", "A/run1,X/none");
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(answer.err()).contains("X/none");
    }

    private Answer publish(byte[] matrix, String sheet) throws IOException {
        Path matrixFile = Files.write(folder.resolve("matrix.any"), matrix);
        Path sheetFile = Files.writeString(folder.resolve("samples.tsv"), sheet);
        return story.answer(
                "publish",
                "--matrix",
                matrixFile.toString(),
                "--samples",
                sheetFile.toString(),
                "--unit",
                "counts",
                "--already-pseudonymous");
    }

    private Map<TopicPartition, Long> ends() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", story.endpoints().bootstrap()))) {
            Map<TopicPartition, OffsetSpec> partitions = IntStream.range(0, 4)
                    .mapToObj(p -> new TopicPartition(Topics.RAW.name(), p))
                    .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
            return admin.listOffsets(partitions).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, e -> e.getValue().offset()));
        }
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
