package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.scorer.Rescoring;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The scorer as a process of its own, killed -9 in open transactions while samples come and models change. The models are the
 * story's, with its classes' names moved on and another temperature, so that each says something else of every sample.
 */
@ExtendWith(Storyteller.class)
class ScorerKillTest {
    private static final int SAMPLES = Integer.getInteger("expressway.kill.samples", 10_000);
    private static final int SAMPLES_WITHOUT_SWAPS = SAMPLES / 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double[] TEMPERATURES = {1, 1.3, .8, 2};

    private final Story story;
    private ManySamples samples;

    ScorerKillTest(Story story) {
        this.story = story;
        this.samples = ManySamples.NONE;
    }

    @BeforeEach
    void samples() {
        samples = ManySamples.like(story, SAMPLES);
    }

    @Test
    void threeSwapsAndTwoKillsLeaveOnePredictionOfEachSampleAndStageAsItsBundleSays() throws Exception {
        try (ScorerAlone lab = ScorerAlone.withoutScorer();
                Follower<Prediction, Made> made = new Follower<>(lab.endpoints(), Topics.PREDICTION, Made::of)) {
            samples.copyFits(story.store(), lab.store());
            List<String> bundles = bundles(lab);
            swap(lab, bundles.get(0));
            try (ManySamples.Stream stream = samples.stream(lab, SAMPLES);
                    Killable scorer = new Killable(lab)) {
                for (int act = 1; act <= 3; act++) {
                    await(made, act * stream.records() / 4);
                    swap(lab, bundles.get(act));
                    if (act < 3) {
                        await(made, (2 * act + 1) * stream.records() / 8);
                        scorer.kill();
                    }
                }
                await(made, stream.records());
            }
            eachOnce(made);
            assertThat(made.seen()).extracting(Made::bundle).containsOnlyElementsOf(bundles);
            inOrderOfRelease(made, bundles);
            everyOneIsReproduced(lab);
            assertThat(Committed.records(lab.endpoints(), Topics.REJECTED)).isEmpty();
            lab.command("audit", "verify");
        }
    }

    @Test
    void aKilledRunGivesTheIdsOfACleanOne() throws Exception {
        Set<String> clean = ids(0);
        assertThat(clean).hasSize(2 * SAMPLES_WITHOUT_SWAPS);
        assertThat(ids(2)).isEqualTo(clean);
    }

    /** Of the first samples, with one model. */
    private Set<String> ids(int kills) throws Exception {
        try (ScorerAlone lab = ScorerAlone.withoutScorer();
                Follower<Prediction, Made> made = new Follower<>(lab.endpoints(), Topics.PREDICTION, Made::of)) {
            samples.copyFits(story.store(), lab.store());
            swap(lab, lab.store(story.firstBundle()));
            try (ManySamples.Stream stream = samples.stream(lab, SAMPLES_WITHOUT_SWAPS);
                    Killable scorer = new Killable(lab)) {
                for (int kill = 1; kill <= kills; kill++) {
                    await(made, kill * stream.records() / 4);
                    scorer.kill();
                }
                await(made, stream.records());
            }
            eachOnce(made);
            return made.seen().stream().map(Made::id).collect(Collectors.toSet());
        }
    }

    private List<String> bundles(ScorerAlone lab) throws Exception {
        List<String> digests = new ArrayList<>();
        for (int i = 0; i < TEMPERATURES.length; i++) {
            digests.add(lab.store(ModelBundle.newBuilder(story.renamedBundle(i))
                    .setTemperature(TEMPERATURES[i])
                    .build()));
        }
        return digests;
    }

    private void swap(ScorerAlone lab, String bundle) {
        lab.release(story.firstRelease(), bundle, ReleaseAlias.CHAMPION);
    }

    private static void await(Follower<Prediction, Made> made, int predictions) {
        Patience.until(predictions + " predictions", PATIENCE, () -> made.seen().size() >= predictions);
    }

    private static void eachOnce(Follower<Prediction, Made> made) {
        assertThat(made.seen()).extracting(Made::sighting).doesNotHaveDuplicates();
        assertThat(made.seen()).extracting(Made::id).doesNotHaveDuplicates();
    }

    /** Within a partition no older model speaks after a newer one. */
    private static void inOrderOfRelease(Follower<Prediction, Made> made, List<String> bundles) {
        Map<Integer, Integer> newest = new HashMap<>();
        for (Made each : made.seen()) {
            int at = bundles.indexOf(each.bundle());
            assertThat(at).as("%s", each).isGreaterThanOrEqualTo(newest.getOrDefault(each.partition(), 0));
            newest.put(each.partition(), at);
        }
    }

    private void everyOneIsReproduced(ScorerAlone lab) {
        Rescoring rescoring = new Rescoring(lab.store());
        List<Prediction> predictions = Committed.records(lab.endpoints(), Topics.PREDICTION);
        assertThat(predictions).hasSize(2 * SAMPLES);
        for (Prediction prediction : predictions) {
            CorrectedSample sample = samples.sample(prediction.getSampleId(), prediction.getStage());
            assertThat(rescoring.compare(prediction, sample, Set.of()))
                    .as("%s %s", prediction.getSampleId(), prediction.getStage())
                    .isEqualTo(new Rescoring.Outcome(true, List.of()));
        }
    }

    /** @param partition of the topic in which it stands */
    private record Made(int partition, Sighting sighting, String id, String bundle) {
        static Made of(TopicReader.Read<Prediction> read) {
            Prediction prediction = Objects.requireNonNull(read.value());
            return new Made(
                    read.partition(), Sighting.predicted(read), prediction.getId(), prediction.getBundleSha256());
        }
    }

    /** A scorer that runs again after each kill. */
    private static final class Killable implements AutoCloseable {
        private final ScorerAlone lab;
        private ScorerProcess process;

        Killable(ScorerAlone lab) throws IOException {
            this.lab = lab;
            this.process = lab.scorerProcess();
        }

        void kill() throws IOException, InterruptedException {
            OpenTransaction.await(lab.endpoints(), "expressway-scorer");
            process.kill();
            process = lab.scorerProcess();
        }

        @Override
        public void close() throws InterruptedException {
            process.close();
        }
    }
}
