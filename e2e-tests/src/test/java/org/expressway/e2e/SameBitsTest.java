package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformFile;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.MatrixReader;
import org.expressway.ingest.matrix.PreciseMatrix;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stream's last word and the file commands' output are the same floats, bit for bit. The stream gets samples up to
 * three times in orders of chance, and is stopped and started twice while their batches are open, each time with another
 * parallelism; the commands get one table.
 */
class SameBitsTest {
    private static final long SEED = 29;
    private static final int LIVES = 3;

    private final SixBatches batches = SixBatches.of(SEED);
    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    private Path profile;

    @Test
    void finalIsToTheBitWhatTheFileCommandsWrite() throws Exception {
        Map<String, CorrectedSample> streamed = throughTheStream();
        Map<String, String> modes = new TreeMap<>();
        PreciseMatrix written = throughFiles(modes);

        List<String> ids = written.frame().samples();
        assertThat(streamed.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        for (int s = 0; s < ids.size(); s++) {
            CorrectedSample sample = streamed.get(ids.get(s));
            assertThat(bits(FloatVector.toArray(sample.getValues())))
                    .as("%s of %s", ids.get(s), sample.getBatchId())
                    .isEqualTo(bits(written.values()[s]));
        }
        assertThat(modes).isEqualTo(modes(streamed));
        assertThat(modes).isEqualTo(SixBatches.MODES);
        assertThat(streamed.values())
                .filteredOn(sample -> sample.getBatchId().equals(SixBatches.DECLARED))
                .allSatisfy(sample ->
                        assertThat(sample.getCorrection().getReason()).contains("the samples alone do not prove it"));
    }

    /** FINAL records by sample id. */
    private Map<String, CorrectedSample> throughTheStream() throws IOException {
        try (LocalPlatform platform = platform(1)) {
            freezeReference();
            send(platform, 1);
        }
        try (LocalPlatform platform = platform(2)) {
            send(platform, 2);
        }
        try (LocalPlatform platform = platform(1)) {
            send(platform, LIVES);
            batches.names().forEach(this::close);
            int all = batches.reference().size() + batches.toSend().size();
            Patience.until("all to be FINAL", () -> count(platform, Stage.FINAL) == all);
            return finals(platform.endpoints());
        }
    }

    private void close(String batch) {
        List<String> words = new ArrayList<>(List.of("run", "close", "B/" + batch));
        if (batch.equals(SixBatches.DECLARED)) {
            words.add("--same-mix");
        }
        command(words.toArray(String[]::new));
    }

    private LocalPlatform platform(int parallelism) {
        PlatformSettings settings = PlatformSettings.in(folder.resolve("data")).withParallelism(parallelism);
        return LocalPlatform.start(settings, step -> {});
    }

    /** Sets the profile. */
    private void freezeReference() throws IOException {
        LabFolder lab = LabFolder.write(folder.resolve("A"), batches.genes(), batches.reference());
        publish(lab);
        command("label", "--samples", lab.sheet().toString(), "--label-column", "subtype");
        String id = command("reference", "build", "--batches", "A/" + SixBatches.REFERENCE)
                .out()
                .strip();
        profile = folder.resolve("data/artifacts").resolve(id.substring(0, 2)).resolve(id);
    }

    /** Sends a third of all samples in the first life, two thirds in the second and all in the last. */
    private void send(LocalPlatform platform, int life) throws IOException {
        List<LabFolder.Column> shuffled = new ArrayList<>(batches.toSend());
        Collections.shuffle(shuffled, random);
        List<LabFolder.Column> sent = shuffled.subList(0, shuffled.size() * life / LIVES);
        publish(LabFolder.write(folder.resolve("B" + life), batches.genes(), sent));
        Patience.until("samples of life " + life, () -> count(platform, Stage.PROVISIONAL) >= sent.size());
    }

    private static long count(LocalPlatform platform, Stage stage) {
        return Committed.counts(platform.endpoints(), Topics.CORRECTED, Sighting::corrected).keySet().stream()
                .filter(sighting -> sighting.stage() == stage)
                .count();
    }

    private static Map<String, CorrectedSample> finals(PlatformFile endpoints) {
        return Committed.records(endpoints, Topics.CORRECTED).stream()
                .filter(sample -> sample.getStage() == Stage.FINAL)
                .collect(Collectors.toMap(CorrectedSample::getSampleId, sample -> sample));
    }

    private void publish(LabFolder lab) {
        command(
                "publish",
                "--already-pseudonymous",
                "--matrix",
                lab.matrix().toString(),
                "--samples",
                lab.sheet().toString());
    }

    private Answer command(String... arguments) {
        String[] place = {"--data-dir", folder.resolve("data").toString()};
        return Command.here(
                        Stream.concat(Stream.of(arguments), Stream.of(place)).toArray(String[]::new))
                .ok();
    }

    /** @param modes gets the mode of each batch */
    private PreciseMatrix throughFiles(Map<String, String> modes) throws Exception {
        List<LabFolder.Column> all = Stream.concat(batches.reference().stream(), batches.toSend().stream())
                .toList();
        LabFolder table = LabFolder.write(folder.resolve("table"), batches.genes(), all);
        String log2 = normalized(table, "by-samples", "--reference-samples", "@" + frozen());
        String byProfile = normalized(table, "by-profile", "--reference", profile.toString());
        assertThat(Path.of(byProfile)).hasSameBinaryContentAs(Path.of(log2));
        String out = folder.resolve("corrected.tsv.gz").toString();
        Answer answer = run(
                "correct --digits 17 --json --guard on --same-mix " + SixBatches.DECLARED
                        + " --batch-column run --reference-batch " + SixBatches.REFERENCE
                        + " --role-column role --material-column material --covariate-column subtype --samples",
                table.sheet().toString(),
                "--matrix",
                log2,
                "--out",
                out);
        answer.json()
                .forEach(row ->
                        modes.put(row.get("batch").asText(), row.get("mode").asText()));
        return MatrixReader.readPrecisely(Path.of(out), Progress.SILENT);
    }

    private String normalized(LabFolder table, String name, String option, String reference) {
        String out = folder.resolve(name + ".tsv").toString();
        run(
                "normalize --method median-of-ratios --digits 17 --out",
                out,
                "--matrix",
                table.matrix().toString(),
                option,
                reference);
        return out;
    }

    /** The samples that the reference's normaliser is learned from, in a file. */
    private Path frozen() throws IOException {
        List<String> study = batches.reference().stream()
                .filter(column -> column.role().equals("study"))
                .map(column -> column.sample().sampleId())
                .toList();
        return Files.write(folder.resolve("frozen.txt"), study);
    }

    /** @param words with spaces between; the further arguments are paths, which may have some */
    private static Answer run(String words, String... further) {
        return Command.here(Stream.concat(Stream.of(words.split(" ")), Stream.of(further))
                        .toArray(String[]::new))
                .ok();
    }

    private static Map<String, String> modes(Map<String, CorrectedSample> streamed) {
        return streamed.values().stream()
                .filter(sample -> sample.getSite().equals("B"))
                .collect(Collectors.toMap(
                        CorrectedSample::getBatchId,
                        sample -> sample.getCorrection().getMode().name(),
                        (one, other) -> {
                            assertThat(other).isEqualTo(one);
                            return one;
                        },
                        TreeMap::new));
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(g -> Float.floatToIntBits(values[g]))
                .toArray();
    }

    private static int[] bits(double[] values) {
        return Arrays.stream(values)
                .mapToInt(value -> Float.floatToIntBits((float) value))
                .toArray();
    }
}
