package org.expressway.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.platform.PublishedCohort;
import org.expressway.trainer.platform.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One broker, used by the facts in turn: each builds on what the one before left in topics and store. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SnapshotTest {
    private static final TrainingSet SET = SimulatedSamples.of(40, 12, 2, 1.5, 8);
    private static final List<String> SAID = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static TestPlatform platform;
    private static PublishedCohort cohort;

    @BeforeAll
    static void startPlatform() throws Exception {
        platform = new TestPlatform(folder);
        cohort = new PublishedCohort(platform, SET, 20);
        cohort.publish(SET, 0, 30);
    }

    @AfterAll
    static void stopPlatform() {
        platform.close();
    }

    @Test
    @Order(1)
    void whatIsReadInStepsIsWhatIsReadAtOnce() throws IOException {
        assertThat(stepwise().set().samples()).isEqualTo(30);
        cohort.publish(SET, 30, 40);
        Snapshot stepwise = stepwise();
        Snapshot atOnce = read("fresh");
        assertThat(stepwise.set().samples()).isEqualTo(40);
        assertThat(stepwise.fingerprint()).isEqualTo(atOnce.fingerprint());
        assertThat(stepwise.set().x().toArray(float[][]::new))
                .isDeepEqualTo(atOnce.set().x().toArray(float[][]::new));
        assertThat(rows("store")).as("nothing was read twice").isEqualTo(40);
    }

    @Test
    @Order(2)
    void aMissingValueTakesTheReferencesMeanAndIsCounted() throws IOException {
        float[] values = SET.x().get(0).clone();
        values[2] = Float.NaN;
        values[5] = Float.NaN;
        cohort.publish(cohort.sample("site/gaps", "gaps", values).build());
        cohort.label("site/gaps", "class-0");
        Snapshot snapshot = stepwise();
        int at = snapshot.set().keys().indexOf("site/gaps");
        assertThat(snapshot.missing()[at]).isEqualTo(2);
        assertThat(snapshot.imputation().perGene()).containsSequence(0, 0, 1, 0, 0, 1, 0);
        assertThat(snapshot.set().x().get(at)[2])
                .isEqualTo((float) snapshot.reference().means()[2]);
        assertThat(snapshot.set().x().get(at)[3]).isEqualTo(values[3]);
    }

    @Test
    @Order(3)
    void whatASampleWasFirstServedWithIsKept() throws IOException {
        float[] first = SET.x().get(1).clone();
        first[0] += 1;
        cohort.publish(provisional("site/first", first));
        cohort.publish(provisional("site/first", SET.x().get(2)));
        cohort.publish(cohort.sample("site/first", "first", SET.x().get(1)).build());
        cohort.label("site/first", "class-1");
        Snapshot snapshot = stepwise();
        int at = snapshot.set().keys().indexOf("site/first");
        assertThat(snapshot.firstServed().of(new int[] {at}).get(0)).isEqualTo(first);
        assertThat(snapshot.set().x().get(at)).isEqualTo(SET.x().get(1));
        int atOnce = snapshot.set().keys().indexOf(SET.keys().get(0));
        assertThat(snapshot.firstServed().among(new int[] {at, atOnce}))
                .as("FINAL at once")
                .containsExactly(at);
    }

    @Test
    @Order(4)
    void aWithdrawnSampleLeaves() throws IOException {
        Snapshot before = stepwise();
        cohort.withdraw(SET.keys().get(3));
        Snapshot after = stepwise();
        assertThat(after.set().keys())
                .doesNotContain(SET.keys().get(3))
                .hasSize(before.set().samples() - 1);
        assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    }

    @Test
    @Order(5)
    void anEarlierManifestTellsWhoIsNew() throws IOException {
        byte[] earlier = stepwise().manifest();
        assertThat(stepwise().subjectsUnseenBy(earlier)).isEmpty();
        cohort.publish(cohort.sample("site/new", "somebody", SET.x().get(4)).build());
        cohort.label("site/new", "class-0");
        assertThat(stepwise().subjectsUnseenBy(earlier)).containsExactly("somebody");
    }

    @Test
    @Order(6)
    void aProfileOfAnotherLengthIsLeftOutAndCounted() throws IOException {
        Snapshot before = stepwise();
        cohort.publish(cohort.sample("site/short", "short", new float[] {1, 2}).build());
        cohort.label("site/short", "class-0");
        Snapshot after = stepwise();
        assertThat(after.undecodable()).isEqualTo(before.undecodable() + 1);
        assertThat(after.set().keys()).isEqualTo(before.set().keys());
    }

    @Test
    @Order(7)
    void samplesWithoutALabelStandBesideTheOthersWhereTheyAreAskedFor() throws IOException {
        Snapshot before = stepwise();
        float[] values = SET.x().get(7).clone();
        values[1] = Float.NaN;
        cohort.publish(cohort.sample("site/nobody", "unlabelled person", values).build());
        assertThat(stepwise().fingerprint()).isEqualTo(before.fingerprint());
        Snapshot with =
                Snapshot.read(platform.endpoints(), folder.resolve("store"), Clock.systemUTC(), true, line -> {});
        assertThat(with.set().keys()).isEqualTo(before.set().keys());
        assertThat(with.set().unlabelled().subjects()).containsExactly("unlabelled person");
        assertThat(with.set().unlabelled().x().get(0)[1])
                .isEqualTo((float) with.reference().means()[1]);
        assertThat(with.fingerprint()).isNotEqualTo(before.fingerprint());
        assertThat(before.subjectsUnseenBy(with.manifest())).isEmpty();
    }

    @Test
    @Order(8)
    void aTopicCreatedAnewIsReadAnew() throws Exception {
        SAID.clear();
        platform.recreate(Topics.CORRECTED);
        cohort.publish(SET, 0, 25);
        Snapshot snapshot = stepwise();
        assertThat(SAID).singleElement().asString().contains("read again from their beginning");
        assertThat(snapshot.set().samples()).as("one of them was withdrawn").isEqualTo(24);
        assertThat(snapshot.fingerprint()).isEqualTo(read("fresh after").fingerprint());
        SAID.clear();
        assertThat(stepwise().fingerprint()).isEqualTo(snapshot.fingerprint());
        assertThat(SAID).isEmpty();
    }

    private static CorrectedSample provisional(String key, float[] values) {
        return cohort.sample(key, "first", values).setStage(Stage.PROVISIONAL).build();
    }

    private static Snapshot stepwise() throws IOException {
        return read("store");
    }

    private static Snapshot read(String store) throws IOException {
        return Snapshot.read(platform.endpoints(), folder.resolve(store), Clock.systemUTC(), SAID::add);
    }

    private static long rows(String store) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(store))) {
            Path values = files.filter(file -> file.toString().endsWith(".f32"))
                    .findFirst()
                    .orElseThrow();
            return Files.size(values) / (SET.genes() * Float.BYTES);
        }
    }
}
