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
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stream's last word and the file commands' output are the same floats, bit for bit. The stream gets samples up to
 * three times in orders of chance, and is stopped and started twice while their batches are open; the commands get one
 * table. That a change of parallelism on the way does not show either is RescaledJobTest's to say: there the same functions
 * are the measure.
 */
class SameBitsTest {
    private static final long SEED = 29;
    private static final int LIVES = 3;
    private static final String REFERENCE = "run1";
    private static final String MATERIAL = "pool";

    private final Cohort cohort = Cohort.of(300, SEED, Cohort.plain("A", 103, 1), Cohort.shifted("B", 180, 1));
    private final List<LabFolder.Column> siteA = withControls(cohort.site("A"), REFERENCE, 3);
    private final Map<String, List<LabFolder.Column>> siteB = batches(cohort.site("B"));
    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

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
        assertThat(modes)
                .containsEntry("alike", "SVA")
                .containsEntry("bridged", "BRIDGED")
                .containsEntry("small", "UNCORRECTED")
                .containsEntry("skewed", "COVARIATE")
                .containsEntry("pure", "CONFOUNDED");
    }

    /** The study samples, but for the last few, which are relabelled as controls. */
    private static List<LabFolder.Column> withControls(List<SimulatedSample> samples, String batch, int controls) {
        int study = samples.size() - controls;
        return IntStream.range(0, samples.size())
                .mapToObj(i -> i < study
                        ? LabFolder.Column.study(
                                in(batch, samples.get(i), samples.get(i).subtype()))
                        : new LabFolder.Column(in(batch, samples.get(i), ""), "bridge_control", MATERIAL))
                .toList();
    }

    private static SimulatedSample in(String batch, SimulatedSample of, String subtype) {
        return new SimulatedSample(
                of.site(), batch, of.sampleId(), of.subject(), subtype, of.counts(), of.countsWithoutBatchEffect());
    }

    /** One batch for each thing that can become of a batch. */
    private static Map<String, List<LabFolder.Column>> batches(List<SimulatedSample> samples) {
        Map<String, List<SimulatedSample>> rest = samples.subList(85, samples.size()).stream()
                .collect(Collectors.groupingBy(SimulatedSample::subtype, TreeMap::new, Collectors.toList()));
        List<List<SimulatedSample>> classes = List.copyOf(rest.values());
        List<SimulatedSample> skewed = new ArrayList<>(classes.get(0).subList(0, 14));
        skewed.addAll(classes.get(1).subList(0, 6));
        return Map.of(
                "alike", withControls(samples.subList(0, 60), "alike", 0),
                "bridged", withControls(samples.subList(60, 80), "bridged", 2),
                "small", withControls(samples.subList(80, 85), "small", 0),
                "skewed", withControls(skewed, "skewed", 0),
                "pure", withControls(classes.get(2).subList(0, 12), "pure", 0));
    }

    private List<LabFolder.Column> everyBatch() {
        return siteB.values().stream().flatMap(List::stream).toList();
    }

    /** FINAL records by sample id. */
    private Map<String, CorrectedSample> throughTheStream() throws IOException {
        try (LocalPlatform platform = platform()) {
            freezeReference();
            send(platform, 1);
        }
        try (LocalPlatform platform = platform()) {
            send(platform, 2);
        }
        try (LocalPlatform platform = platform()) {
            send(platform, LIVES);
            siteB.keySet().forEach(batch -> command("run", "close", "B/" + batch));
            int all = siteA.size() + everyBatch().size();
            Patience.until("all to be FINAL", () -> count(platform, Stage.FINAL) == all);
            return finals(platform.endpoints());
        }
    }

    private LocalPlatform platform() {
        return LocalPlatform.start(PlatformSettings.in(folder.resolve("data")), step -> {});
    }

    private void freezeReference() throws IOException {
        LabFolder lab = LabFolder.write(folder.resolve("A"), cohort.genes(), siteA);
        publish(lab);
        command("label", "--samples", lab.sheet().toString(), "--label-column", "subtype");
        command("reference", "build", "--batches", "A/" + REFERENCE);
    }

    /** Sends a third of all samples in the first life, two thirds in the second and all in the last. */
    private void send(LocalPlatform platform, int life) throws IOException {
        List<LabFolder.Column> shuffled = new ArrayList<>(everyBatch());
        Collections.shuffle(shuffled, random);
        List<LabFolder.Column> sent = shuffled.subList(0, shuffled.size() * life / LIVES);
        publish(LabFolder.write(folder.resolve("B" + life), cohort.genes(), sent));
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
                "--matrix",
                lab.matrix().toString(),
                "--samples",
                lab.sheet().toString());
    }

    private void command(String... arguments) {
        String[] place = {"--data-dir", folder.resolve("data").toString()};
        Command.here(Stream.concat(Stream.of(arguments), Stream.of(place)).toArray(String[]::new))
                .ok();
    }

    /** @param modes gets the mode of each batch */
    private PreciseMatrix throughFiles(Map<String, String> modes) throws Exception {
        List<LabFolder.Column> all =
                Stream.concat(siteA.stream(), everyBatch().stream()).toList();
        LabFolder table = LabFolder.write(folder.resolve("table"), cohort.genes(), all);
        String log2 = folder.resolve("log2.tsv.gz").toString();
        String out = folder.resolve("corrected.tsv.gz").toString();
        run(
                "normalize --method median-of-ratios --digits 17 --reference-samples",
                "@" + frozen(),
                "--matrix",
                table.matrix().toString(),
                "--out",
                log2);
        Answer answer = run(
                "correct --digits 17 --json --guard on --batch-column run --reference-batch " + REFERENCE
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

    /** The samples that the reference's normaliser is learned from, in a file. */
    private Path frozen() throws IOException {
        List<String> study = siteA.stream()
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
