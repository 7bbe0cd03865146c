package org.expressway.cli.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.ReleaseDecision;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.DecisionFacts;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Succession;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/** What a person does with models. Each move is one transaction and stays on record with who made it and why. */
public final class ModelMoves {
    /** Others who decide at the same moment; one of them always gets through. */
    private static final int ATTEMPTS = 5;

    private final PlatformOptions platform;

    public ModelMoves(PlatformOptions platform) {
        this.platform = platform;
    }

    /** Who wants it, and why. */
    public record Mandate(String by, String why) {
        public Mandate {
            if (by.isBlank() || why.isBlank()) {
                throw new IllegalArgumentException("--as or --why is empty; it stays on record, so say it in words");
            }
        }
    }

    /** @param champion who serves after the move; @param before who served before it */
    public record Move(@Nullable ModelRelease before, ModelRelease champion, boolean changed) {}

    public ReleaseBoard board() {
        ReleaseBoard board = new ReleaseBoard();
        platform.reader(Topics.RELEASE).toEnd(board::accept);
        return board;
    }

    /** The one model whose digest begins so, where it stands last. */
    public static ModelRelease find(ReleaseBoard board, String prefix) {
        List<ModelRelease> found = board.find(prefix);
        long bundles =
                found.stream().map(ModelRelease::getBundleSha256).distinct().count();
        if (bundles != 1) {
            throw new IllegalArgumentException("expected the beginning of one bundle's id, seen \"" + prefix + "\" for "
                    + bundles + " models; `expressway models list --all` shows them");
        }
        return found.get(found.size() - 1);
    }

    /**
     * @param despiteGate also one that its gate refused
     * @throws AccessDeniedException for a refused model without that
     */
    public Move promote(String prefix, Mandate mandate, boolean despiteGate, boolean dryRun) throws IOException {
        ReleaseBoard board = board();
        ModelRelease release = find(board, prefix);
        if (release.getAlias() == ReleaseAlias.REFUSED && !despiteGate) {
            throw new AccessDeniedException(
                    release.getBundleSha256(),
                    null,
                    "its gate refused it (" + release.getWhy()
                            + "); --despite-gate promotes it all the same, on record");
        }
        return crown(board, release, decision(ReleaseAction.PROMOTED, mandate, release), dryRun);
    }

    /** Back to the champion before the present one. */
    public Move rollback(@Nullable String model, @Nullable String reference, Mandate mandate, boolean dryRun)
            throws IOException {
        ReleaseBoard board = board();
        List<ModelRelease> champions = board.all().stream()
                .filter(release -> release.getAlias() == ReleaseAlias.CHAMPION)
                .filter(release -> model == null || release.getModel().equals(model))
                .filter(release -> reference == null || release.getReferenceId().startsWith(reference))
                .toList();
        if (champions.size() != 1) {
            throw new IllegalArgumentException("expected one champion to go back from, seen " + champions.size()
                    + "; name it with --model and --reference");
        }
        ModelRelease before = board.before(champions.get(0))
                .orElseThrow(() -> new IllegalArgumentException("champion "
                        + champions.get(0).getBundleSha256() + " has none before it on record to go back to"));
        return crown(board, before, decision(ReleaseAction.ROLLED_BACK, mandate, before), dryRun);
    }

    private Move crown(ReleaseBoard board, ModelRelease release, ReleaseDecision decision, boolean dryRun)
            throws IOException {
        ModelRelease deposed =
                board.champion(release.getModel(), release.getReferenceId()).orElse(null);
        if (deposed != null && deposed.getBundleSha256().equals(release.getBundleSha256())) {
            return new Move(deposed, deposed, false);
        }
        platform.artifactStore().get(release.getBundleSha256());
        Map<String, @Nullable ModelRelease> moves = dryRun
                ? new Succession(board).crown(release, decision)
                : crowned(release, decision, deposed == null ? "" : deposed.getBundleSha256());
        ModelRelease champion = moves.values().stream()
                .flatMap(Stream::ofNullable)
                .filter(moved -> moved.getAlias() == ReleaseAlias.CHAMPION)
                .findFirst()
                .orElseThrow();
        return new Move(deposed, champion, true);
    }

    private Map<String, @Nullable ModelRelease> crowned(
            ModelRelease release, ReleaseDecision decision, String deposed) {
        for (int attempt = 1; ; attempt++) {
            try {
                return crownedNow(release, decision, deposed);
            } catch (ProducerFencedException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Ends a trainer's right to announce before it looks again, so that neither can undo the other unseen. */
    private Map<String, @Nullable ModelRelease> crownedNow(
            ModelRelease release, ReleaseDecision decision, String deposed) {
        try (AtomicWriter writer =
                AtomicWriter.ofDecisions(release.getModel(), platform.platform().bootstrap(), platform.schemas())) {
            ReleaseBoard board = board();
            String now = board.champion(release.getModel(), release.getReferenceId())
                    .map(ModelRelease::getBundleSha256)
                    .orElse("");
            if (!now.equals(deposed)) {
                throw new IllegalStateException("the champion changed a moment ago: it was " + deposed + " and is "
                        + now + "; look at `expressway models list`, and decide again");
            }
            Map<String, @Nullable ModelRelease> moves = new Succession(board).crown(release, decision);
            writer.commit(transaction -> {
                moves.forEach((key, moved) -> transaction.put(Topics.RELEASE, key, moved));
                transaction.audit(DecisionFacts.of(decision, release));
            });
            return moves;
        }
    }

    private static ReleaseDecision decision(ReleaseAction action, Mandate mandate, ModelRelease release) {
        return new ReleaseDecision(action, mandate.by(), mandate.why(), release.getReportSha256(), Instant.now());
    }
}
