package org.expressway.trainer.release;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.Metric;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.ReleaseDecision;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.DecisionFacts;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Succession;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.annotate.Annotation;
import org.expressway.trainer.choose.Candidate;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.choose.Evaluation;
import org.expressway.trainer.choose.ModelChoice;
import org.expressway.trainer.drift.DriftPart;
import org.expressway.trainer.gate.GateCheck;
import org.expressway.trainer.gate.Protocol;
import org.expressway.trainer.gate.Verdict;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.snapshot.Snapshot;
import org.expressway.trainer.topic.Endpoints;
import org.jspecify.annotations.Nullable;

/** The models of one name: from what was measured to what is announced. */
public final class Releases {
    private static final String RULE = "rule of the protocol";

    private final Endpoints endpoints;
    private final String model;
    private final Protocol protocol;
    private final Annotation annotation;
    private final Consumer<String> say;

    /** @param say hears of each step, so that a reader of the log knows where a process ended */
    public Releases(Endpoints endpoints, String model, Protocol protocol, Consumer<String> say) {
        this(endpoints, model, protocol, Annotation.none(), say);
    }

    /** The same; what is released explains its calls by these files. */
    public Releases(Endpoints endpoints, String model, Protocol protocol, Annotation annotation, Consumer<String> say) {
        this.endpoints = endpoints;
        this.model = model;
        this.protocol = protocol;
        this.annotation = annotation;
        this.say = say;
    }

    /** All models, as the topic has them now. */
    public ReleaseBoard board() {
        ReleaseBoard board = new ReleaseBoard();
        endpoints.reader(Topics.RELEASE).toEnd(board::accept);
        return board;
    }

    /** The model in force for a reference. */
    public Optional<ModelRelease> champion(String referenceId) {
        return board().champion(model, referenceId);
    }

    /** The champion as a new model meets it. */
    public Optional<Incumbent> incumbent(Snapshot snapshot) throws IOException {
        Optional<ModelRelease> champion = champion(snapshot.reference().referenceId());
        return champion.isEmpty()
                ? Optional.empty()
                : Optional.of(Incumbent.of(champion.get(), snapshot, endpoints.artifacts()));
    }

    /**
     * A trained model whose verdict is known and whose bundle and report are stored. Nothing has been announced.
     *
     * @param incumbent the champion that it was compared with
     */
    public record Stored(Choice choice, Verdict verdict, ModelRelease release, Optional<Incumbent> incumbent) {}

    /**
     * Judges, trains the judged recipe on all who do not calibrate it, exports it and stores bundle, report, protocol and manifest.
     *
     * @throws IOException when something could not be stored
     */
    public Stored prepare(
            Snapshot snapshot,
            Evaluation evaluation,
            Optional<Incumbent> incumbent,
            boolean forced,
            long seed,
            Progress progress,
            Instant at)
            throws IOException {
        ArtifactStore artifacts = endpoints.artifacts();
        Nomination nomination =
                Nomination.of(new Nomination.Field(snapshot, evaluation, incumbent, protocol, seed), forced, artifacts);
        say.accept("gate: " + nomination.verdict().why());
        say.accept("teaching " + nomination.candidate().model().recipe()
                + " on all who do not calibrate it, and exporting it");
        Choice choice = ModelChoice.release(snapshot.set(), evaluation, nomination.candidate(), seed, progress);
        Verdict verdict = nomination.verdict().and(parity(choice));
        say.accept("storing the bundle");
        String bundle =
                artifacts.put(Bundle.of(model, snapshot, choice, annotation, new DriftPart(endpoints, say), seed));
        ReleaseReport.Documents documents = ReleaseReport.of(model, snapshot, choice, nomination, verdict, seed);
        artifacts.put(documents.page());
        String report = artifacts.put(documents.json());
        artifacts.put(snapshot.manifest());
        ModelRelease release = record(snapshot, choice, verdict)
                .setBundleSha256(bundle)
                .setReportSha256(report)
                .setProtocolSha256(artifacts.put(protocol.text()))
                .setSeed(seed)
                .setReleasedAt(at)
                .build();
        return new Stored(choice, verdict, release, incumbent);
    }

    private GateCheck parity(Choice choice) {
        return new GateCheck(
                "parity",
                choice.parity() <= protocol.parity(),
                "the export differs by at most %.2e".formatted(choice.parity()),
                "at most %.2e".formatted(protocol.parity()));
    }

    /**
     * Announces what was stored, in the place that verdict and protocol give it, together with the requests it answers.
     *
     * @throws org.apache.kafka.common.errors.ProducerFencedException when another trainer has taken over
     */
    public Decided announce(Stored stored, Requests.Answered requests, AtomicWriter writer, Instant at) {
        say.accept("announcing");
        ReleaseBoard board = board();
        Optional<ModelRelease> champion = board.champion(model, stored.release().getReferenceId());
        Decided.Place place = place(stored, champion);
        Succession succession = new Succession(board);
        ReleaseDecision decision = decision(place, stored, at);
        Map<String, @Nullable ModelRelease> moves = switch (place) {
            case UNCHANGED -> Map.of();
            case REFUSED -> succession.refuse(stored.release(), decision);
            case CHALLENGER -> succession.challenge(stored.release(), decision);
            case CHAMPION -> succession.crown(stored.release(), decision);
        };
        writer.commit(transaction -> {
            moves.forEach((key, release) -> transaction.put(Topics.RELEASE, key, release));
            if (place != Decided.Place.UNCHANGED) {
                transaction.audit(DecisionFacts.of(decision, stored.release()));
            }
            requests.commit(transaction);
        });
        return new Decided(place, announced(stored, champion, moves));
    }

    /** Whether a person, and not another trainer, has made another model champion since this one was compared with it. */
    public boolean personDecidedSince(Stored stored) {
        Optional<ModelRelease> champion = champion(stored.release().getReferenceId());
        return !bundle(champion).equals(bundle(stored.incumbent().map(Incumbent::release)))
                && champion.map(release -> !RULE.equals(release.getDecidedBy())).orElse(false);
    }

    private static String bundle(Optional<ModelRelease> release) {
        return release.map(ModelRelease::getBundleSha256).orElse("");
    }

    /** A champion that changed while this model was trained is not the one it was compared with: a person decides then. */
    private Decided.Place place(Stored stored, Optional<ModelRelease> champion) {
        String now = bundle(champion);
        String then = bundle(stored.incumbent().map(Incumbent::release));
        if (now.equals(stored.release().getBundleSha256())) {
            return Decided.Place.UNCHANGED;
        }
        if (!stored.verdict().passed()) {
            return Decided.Place.REFUSED;
        }
        boolean first = champion.isEmpty();
        boolean byRule = protocol.promotion() == Protocol.Promotion.RULE
                && now.equals(then)
                && (first || protocol.shadowSamples() == 0);
        return byRule ? Decided.Place.CHAMPION : Decided.Place.CHALLENGER;
    }

    private static ReleaseDecision decision(Decided.Place place, Stored stored, Instant at) {
        ReleaseAction action = switch (place) {
            case REFUSED -> ReleaseAction.REFUSED;
            case CHAMPION -> ReleaseAction.PROMOTED;
            default -> ReleaseAction.RELEASED;
        };
        return new ReleaseDecision(
                action, RULE, stored.verdict().why(), stored.release().getReportSha256(), at);
    }

    private static ModelRelease announced(
            Stored stored, Optional<ModelRelease> champion, Map<String, @Nullable ModelRelease> moves) {
        return moves.values().stream()
                .flatMap(Stream::ofNullable)
                .filter(release ->
                        release.getBundleSha256().equals(stored.release().getBundleSha256()))
                .findFirst()
                .or(() -> champion)
                .orElseThrow();
    }

    private ModelRelease.Builder record(Snapshot snapshot, Choice choice, Verdict verdict) {
        return ModelRelease.newBuilder()
                .setModel(model)
                .setReferenceId(snapshot.reference().referenceId())
                .setPanelId(snapshot.reference().panelId())
                .setAlias(ReleaseAlias.CHALLENGER)
                .setRecipe(choice.released().recipe())
                .setClasses(snapshot.set().classes())
                .setMetrics(metrics(snapshot, choice))
                .setDataFingerprint(snapshot.fingerprint())
                .setSamples(snapshot.set().samples())
                .setSubjects(snapshot.set().stratumOfSubject().size())
                .setTestSubjects(testSubjects(snapshot, choice))
                .setReferenceSubjectsInTest(choice.split().referenceSubjectsInTest())
                .setGate(new org.expressway.schemas.avro.Gate(
                        verdict.passed(),
                        verdict.checks().stream().map(GateCheck::toString).toList()))
                .setReleasedBy("trainer");
    }

    private static int testSubjects(Snapshot snapshot, Choice choice) {
        return (int) Arrays.stream(choice.split().test())
                .mapToObj(snapshot.set().subjects()::get)
                .distinct()
                .count();
    }

    /** Test figures under each recipe's name, those of the first recipe once more as the baseline, and those as first served. */
    private static List<Metric> metrics(Snapshot snapshot, Choice choice) {
        List<Metric> metrics = new ArrayList<>();
        for (Candidate candidate : choice.candidates()) {
            named(candidate.model().recipe(), candidate.test()).forEach(metrics::add);
        }
        named("baseline", choice.candidates().get(0).test()).forEach(metrics::add);
        FirstServed.of(snapshot, choice)
                .ifPresent(figures -> named("asFirstServed", figures).forEach(metrics::add));
        return metrics;
    }

    private static Stream<Metric> named(String of, Metrics figures) {
        return figures.byName().entrySet().stream().map(figure -> new Metric(figure.getKey(), of, figure.getValue()));
    }
}
