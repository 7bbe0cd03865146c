package org.expressway.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.ReleaseDecision;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.SubtypeProbability;
import org.expressway.schemas.testing.EmbeddedBroker;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.Provisioning;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models promote}, {@code rollback} and {@code compare} against a real broker. */
class ModelMovesTest {
    private static final ModelMoves.Mandate ADA = new ModelMoves.Mandate("ada", "a test");

    @TempDir
    private Path folder;

    private InMemoryRegistry registry;
    private EmbeddedBroker broker;
    private PlatformOptions platform;
    private ModelMoves moves;
    private String first;
    private String second;
    private String refused;

    @BeforeEach
    void aChampionAChallengerAndARefused() throws Exception {
        registry = new InMemoryRegistry();
        broker = new EmbeddedBroker(folder.resolve("kafka"));
        try (Admin admin = broker.admin()) {
            new Provisioning(admin, registry.client()).run(Provisioning.Settings.LOCAL);
        }
        Path artifacts = folder.resolve("artifacts");
        platform = PlatformOptions.of(
                new PlatformFile(
                        broker.bootstrap(), registry.url(), artifacts.toString(), "", 1, Instant.EPOCH.toString()),
                folder);
        moves = new ModelMoves(platform);
        DirectoryArtifactStore store = new DirectoryArtifactStore(artifacts);
        first = store.put("first".getBytes(StandardCharsets.UTF_8));
        second = store.put("second".getBytes(StandardCharsets.UTF_8));
        refused = store.put("refused".getBytes(StandardCharsets.UTF_8));
        announce(first, ReleaseAlias.CHAMPION);
        announce(second, ReleaseAlias.CHALLENGER);
        announce(refused, ReleaseAlias.REFUSED);
    }

    @AfterEach
    void stop() {
        broker.close();
        registry.close();
    }

    @Test
    void aPromotedModelServesOnRecordAndARollbackGivesThePlaceBack() throws Exception {
        assertThat(moves.promote(second, ADA, false, true).changed()).isTrue();
        assertThat(champion()).as("a dry run changes nothing").isEqualTo(first);

        ModelMoves.Move move = moves.promote(second.substring(0, 12), ADA, false, false);
        assertThat(move.before()).isNotNull();
        assertThat(champion()).isEqualTo(second);
        ReleaseDecision decision = move.champion()
                .getDecisions()
                .get(move.champion().getDecisions().size() - 1);
        assertThat(decision.getBy()).isEqualTo("ada");
        assertThat(decision.getAction()).isEqualTo(ReleaseAction.PROMOTED);
        assertThat(moves.promote(second, ADA, false, false).changed())
                .as("once more")
                .isFalse();

        moves.rollback(null, null, ADA, false);
        assertThat(champion()).isEqualTo(first);
        assertThat(moves.board().all())
                .as("one place each")
                .extracting(ModelRelease::getBundleSha256)
                .containsExactlyInAnyOrder(first, second, refused);
    }

    @Test
    void aRefusedModelNeedsTheWordForIt() throws Exception {
        assertThatThrownBy(() -> moves.promote(refused, ADA, false, false))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("--despite-gate");
        assertThat(champion()).isEqualTo(first);
        moves.promote(refused, ADA, true, false);
        assertThat(champion()).isEqualTo(refused);
    }

    @Test
    void aPromotionEndsTheRightOfATrainerThatLookedBefore() throws Exception {
        try (AtomicWriter trainer = AtomicWriter.ofDecisions("subtype", broker.bootstrap(), registry.client())) {
            moves.promote(second, ADA, false, false);
            ModelRelease stale = release(refused, ReleaseAlias.CHAMPION);
            assertThatThrownBy(() -> trainer.commit(
                            transaction -> transaction.put(Topics.RELEASE, ReleaseBoard.key(stale), stale)))
                    .isInstanceOf(ProducerFencedException.class);
        }
        assertThat(champion()).isEqualTo(second);
    }

    @Test
    void twoModelsThatWereAskedNothingAreComparedByTheirFiguresAlone() {
        ReleaseBoard board = moves.board();
        Comparison comparison = Comparison.of(
                ModelRow.of(ModelMoves.find(board, first)), ModelRow.of(ModelMoves.find(board, second)), platform);
        assertThat(comparison.bothAsked()).isZero();
        assertThat(comparison.sameHeldOut()).as("the same fingerprint").isTrue();
        assertThatThrownBy(() -> ModelMoves.find(board, "no such bundle")).hasMessageContaining("0 models");
    }

    @Test
    void twoModelsAreComparedByTheCallsThatBothWereAskedFor() {
        call(Topics.PREDICTION, first, "s1", "LumA");
        call(Topics.SHADOW, second, "s1", "LumA");
        call(Topics.PREDICTION, first, "s2", "LumA");
        call(Topics.SHADOW, second, "s2", "LumB");
        call(Topics.SHADOW, second, "s3", "LumB");
        ReleaseBoard board = moves.board();
        Comparison comparison = Comparison.of(
                ModelRow.of(ModelMoves.find(board, first)), ModelRow.of(ModelMoves.find(board, second)), platform);
        assertThat(comparison.bothAsked()).isEqualTo(2);
        assertThat(comparison.sameCall()).isEqualTo(1);
    }

    private void call(Topic<String, Prediction> topic, String bundle, String sample, String subtype) {
        Prediction call = Prediction.newBuilder(new RandomRecords(7).next(Prediction.class))
                .setSite("site")
                .setSampleId(sample)
                .setStage(Stage.FINAL)
                .setEpoch(1)
                .setBundleSha256(bundle)
                .setRanked(List.of(new SubtypeProbability(subtype, 1.)))
                .build();
        try (AtomicWriter writer = AtomicWriter.ofMany(broker.bootstrap(), registry.client())) {
            writer.commit(transaction -> transaction.put(topic, "site/" + sample, call));
        }
    }

    private String champion() {
        return moves.board().champion("subtype", "reference").orElseThrow().getBundleSha256();
    }

    private void announce(String bundle, ReleaseAlias alias) {
        ModelRelease release = release(bundle, alias);
        try (AtomicWriter writer = AtomicWriter.ofMany(broker.bootstrap(), registry.client())) {
            writer.commit(transaction -> transaction.put(Topics.RELEASE, ReleaseBoard.key(release), release));
        }
    }

    private static ModelRelease release(String bundle, ReleaseAlias alias) {
        return ModelRelease.newBuilder(new RandomRecords(7).next(ModelRelease.class))
                .setModel("subtype")
                .setReferenceId("reference")
                .setAlias(alias)
                .setBundleSha256(bundle)
                .setPreviousBundleSha256(null)
                .setDecisions(List.of())
                .build();
    }
}
