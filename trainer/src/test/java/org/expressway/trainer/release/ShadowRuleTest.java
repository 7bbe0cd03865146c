package org.expressway.trainer.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.SubtypeProbability;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.gate.Protocol;
import org.expressway.trainer.platform.TestPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowRuleTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    @Test
    void aChallengerIsCrownedOnceItHasAgreedOftenEnough() throws Exception {
        Path protocol = Files.writeString(folder.resolve("p.yaml"), "shadowSamples: 5\nshadowAgreement: 0.75\n");
        try (TestPlatform platform = new TestPlatform(folder)) {
            announce(platform, "a", ReleaseAlias.CHAMPION);
            announce(platform, "b", ReleaseAlias.CHALLENGER);
            for (int i = 0; i < 4; i++) {
                bothCall(platform, i, i == 0 ? "LumB" : "LumA");
            }
            assertThat(champion(platform, protocol)).as("four calls").isEqualTo("a");
            bothCall(platform, 4, "LumB");
            assertThat(champion(platform, protocol)).as("three of five agree").isEqualTo("a");
            for (int i = 5; i < 8; i++) {
                bothCall(platform, i, "LumA");
            }
            assertThat(champion(platform, protocol)).as("six of eight agree").isEqualTo("b");
            assertThat(champion(platform, protocol)).as("and it stays").isEqualTo("b");
            assertThat(board(platform).challenger("subtype", "reference")).isEmpty();
            assertThat(board(platform)
                            .champion("subtype", "reference")
                            .orElseThrow()
                            .getWhy())
                    .contains("8 calls in shadow");
        }
    }

    /** Who is champion after the rule was applied. */
    private static String champion(TestPlatform platform, Path protocol) throws IOException {
        try (AtomicWriter writer = AtomicWriter.ofDecisions(
                "subtype",
                platform.endpoints().bootstrap(),
                platform.endpoints().registry())) {
            new ShadowRule(platform.endpoints(), "subtype", Protocol.read(protocol)).apply(writer, NOW);
        }
        return board(platform).champion("subtype", "reference").orElseThrow().getBundleSha256();
    }

    private static ReleaseBoard board(TestPlatform platform) {
        ReleaseBoard board = new ReleaseBoard();
        platform.endpoints().reader(Topics.RELEASE).toEnd(board::accept);
        return board;
    }

    private static void bothCall(TestPlatform platform, int sample, String challengers) {
        call(platform, Topics.PREDICTION, "a", sample, "LumA");
        call(platform, Topics.SHADOW, "b", sample, challengers);
    }

    private static void call(
            TestPlatform platform, Topic<String, Prediction> topic, String bundle, int sample, String subtype) {
        Prediction call = Prediction.newBuilder(new RandomRecords(sample).next(Prediction.class))
                .setSite("site")
                .setSampleId("s" + sample)
                .setStage(Stage.FINAL)
                .setEpoch(1)
                .setBundleSha256(bundle)
                .setRanked(List.of(new SubtypeProbability(subtype, 1.)))
                .build();
        platform.write(topic, "site/s" + sample, call);
    }

    private static void announce(TestPlatform platform, String bundle, ReleaseAlias alias) {
        ModelRelease release = ModelRelease.newBuilder(new RandomRecords(7).next(ModelRelease.class))
                .setModel("subtype")
                .setReferenceId("reference")
                .setAlias(alias)
                .setBundleSha256(bundle)
                .setDecisions(List.of())
                .build();
        platform.write(Topics.RELEASE, ReleaseBoard.key(release), release);
    }
}
