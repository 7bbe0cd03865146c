package org.expressway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.expressway.cli.ExitCode;
import org.expressway.cli.file.Run;
import org.expressway.cli.terminal.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code expressway publish} makes of files that it must not publish, and of odd ones that it may. */
class FaultyInputTest {
    private static final Map<String, String> SEEN_BY_MESSAGE = new HashMap<>();

    private static Doorbell platform;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws IOException {
        platform = new Doorbell();
    }

    @AfterAll
    static void close() throws IOException {
        platform.close();
    }

    static Stream<FaultyInput> faulty() {
        return FaultyInputs.all();
    }

    static Stream<Arguments> harmless() {
        String text = FaultyInput.GOOD_MATRIX;
        return Stream.of(
                Arguments.of("byte order mark", utf8("\ufeff" + text)),
                Arguments.of("CRLF", utf8(text.replace("\n", "\r\n"))),
                Arguments.of("no line end at the end", utf8(text.stripTrailing())),
                Arguments.of("empty lines at the end", utf8(text + "\n\n")),
                Arguments.of("commas", utf8(text.replace('\t', ','))),
                Arguments.of("semicolons", utf8(text.replace('\t', ';'))),
                Arguments.of("quoted names", utf8(text.replace("S1", "\"S1\"").replace("G1", "\"G1\""))),
                Arguments.of("quoted numbers", utf8(text.replace("250", "\"250\""))),
                Arguments.of(
                        "spaces around cells", utf8(text.replace("250", " 250 ").replace("G2", " G2"))),
                Arguments.of(
                        "fractions of zero", utf8(text.replace("250", "250.0").replace("\t3", "\t3e0"))),
                Arguments.of("gzip", FaultyInput.gzip(utf8(text))),
                Arguments.of(
                        "byte order mark and CRLF in gzip",
                        FaultyInput.gzip(utf8("\ufeff" + text.replace("\n", "\r\n")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faulty")
    void isRefusedWithItsPlaceAndNothingIsPublished(FaultyInput input) throws IOException {
        Run run = publish(input.words(folder));
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains(input.where() + "\n    seen: ").contains(input.seen());
        assertThat(run.err()).containsPattern("expected: \\S").containsPattern("to do:    \\S");
        assertThat(run.out()).isEmpty();
        assertThat(platform.rung()).isZero();
        assertThat(folder.resolve("artifacts")).doesNotExist();
        String message = run.err().replace(folder.toString(), "");
        assertThat(SEEN_BY_MESSAGE.putIfAbsent(message, input.seen()))
                .as("what another kind of input with the same message is said to be")
                .isIn(null, input.seen());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void whatIsOddAndHarmlessIsReadAsIfItWereNot(String name, byte[] bytes) throws Exception {
        assertThat(inspected(bytes)).isEqualTo(inspected(utf8(FaultyInput.GOOD_MATRIX)));
    }

    @Test
    void thereAreMoreThanSixtyKinds() {
        assertThat(FaultyInputs.all().map(FaultyInput::name).distinct()).hasSizeGreaterThan(60);
    }

    @Test
    void aFileThatThisUserMayNotReadIsRefused() throws IOException {
        Path matrix = Files.writeString(folder.resolve("lab.tsv"), FaultyInput.GOOD_MATRIX);
        Files.setPosixFilePermissions(matrix, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(matrix)).as("this user may read everything").isFalse();
        Path sheet = Files.writeString(folder.resolve("sheet.tsv"), FaultyInput.GOOD_SHEET);
        Run run = publish(List.of("publish", "--matrix", matrix.toString(), "--samples", sheet.toString()));
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains("lab.tsv\n    seen:     a file this user may not read");
    }

    /** What the others rest on: a good delivery does come to the door, so that no visit means nothing sent. */
    @Test
    void aGoodDeliveryKnocks() throws Exception {
        Path matrix = Files.writeString(folder.resolve("lab.tsv"), FaultyInput.GOOD_MATRIX);
        Path sheet = Files.writeString(folder.resolve("sheet.tsv"), FaultyInput.GOOD_SHEET);
        try (Doorbell other = new Doorbell()) {
            List<String> words = new ArrayList<>(List.of("publish", "--matrix", matrix.toString(), "--samples"));
            words.add(sheet.toString());
            words.addAll(other.options(folder.toString()));
            Thread publishing = new Thread(() -> Run.of(words.toArray()));
            publishing.start();
            assertThat(other.ringsAtAll()).isTrue();
            publishing.interrupt();
            publishing.join();
        }
    }

    private Run publish(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(platform.options(folder.resolve("artifacts").toString()));
        return Run.of(all.toArray());
    }

    /** All that inspect says, but for the file's name, its digest and what separates its cells. */
    private ObjectNode inspected(byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("lab.tsv"), bytes);
        Run run = Run.of("inspect", file, "--json");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        ObjectNode found = (ObjectNode) Json.parse(run.out());
        found.remove(List.of("file", "sha256", "notes"));
        return found;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
