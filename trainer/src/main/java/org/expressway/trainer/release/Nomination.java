package org.expressway.trainer.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.trainer.choose.Candidate;
import org.expressway.trainer.choose.Evaluation;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.gate.Gate;
import org.expressway.trainer.gate.HeldOut;
import org.expressway.trainer.gate.Protocol;
import org.expressway.trainer.gate.Rival;
import org.expressway.trainer.gate.Verdict;
import org.expressway.trainer.snapshot.Snapshot;

/**
 * The candidate that goes to the gate, and what the gate says. Where the preferred one does not pass, and nobody forced
 * it, the baseline stands for it: a simpler model that passes is better than none.
 *
 * @param candidate whose recipe is released, if anything is
 * @param verdict of the figures; parity comes later, with the export
 * @param rivals what it was compared with
 */
public record Nomination(Candidate candidate, Verdict verdict, List<Rival> rivals) {

    /** What a nomination is made from. */
    record Field(
            Snapshot snapshot, Evaluation evaluation, Optional<Incumbent> incumbent, Protocol protocol, long seed) {}

    static Nomination of(Field field, boolean forced, ArtifactStore artifacts) throws IOException {
        Nomination preferred = judged(field, field.evaluation().chosen(), artifacts);
        Candidate baseline = field.evaluation().baseline();
        if (preferred.verdict().passed() || forced || preferred.candidate() == baseline) {
            return preferred;
        }
        Nomination instead = judged(field, baseline, artifacts);
        return instead.verdict().passed() ? instead : preferred;
    }

    private static Nomination judged(Field field, Candidate candidate, ArtifactStore artifacts) throws IOException {
        int[] test = field.evaluation().split().test();
        TrainingSet set = field.snapshot().set();
        List<String> sites = field.snapshot().sites();
        HeldOut heldOut = new HeldOut(
                set.labels(test),
                set.classes(),
                Arrays.stream(test).mapToObj(set.subjects()::get).toList(),
                Arrays.stream(test).mapToObj(sites::get).toList());
        List<Rival> rivals = rivals(field, artifacts);
        Verdict verdict = Gate.judge(
                field.protocol(),
                heldOut,
                candidate.testProbabilities(),
                shares(set, field.evaluation().split().train()),
                rivals,
                field.seed());
        return new Nomination(candidate, verdict, rivals);
    }

    private static List<Rival> rivals(Field field, ArtifactStore artifacts) throws IOException {
        Evaluation evaluation = field.evaluation();
        int[] test = evaluation.split().test();
        int[] all = IntStream.range(0, test.length).toArray();
        List<Rival> rivals = new ArrayList<>();
        Candidate baseline = evaluation.baseline();
        rivals.add(new Rival(
                "the baseline (" + baseline.model().recipe() + ")",
                Rival.Kind.BASELINE,
                all,
                baseline.testProbabilities()));
        if (field.incumbent().isPresent()) {
            Incumbent incumbent = field.incumbent().get();
            incumbent
                    .on(field.snapshot().set(), test, field.protocol().lockedSamples(), artifacts)
                    .or(() -> itsRecipe(incumbent, evaluation, all))
                    .ifPresent(rivals::add);
        }
        return rivals;
    }

    /** The champion has seen these subjects; its recipe, taught on the same side as the candidate, has not. */
    private static Optional<Rival> itsRecipe(Incumbent incumbent, Evaluation evaluation, int[] all) {
        String recipe = incumbent.release().getRecipe();
        return evaluation
                .of(recipe)
                .map(candidate -> new Rival(
                        "the champion's recipe (" + recipe + "), taught on the same samples",
                        Rival.Kind.CHAMPION,
                        all,
                        candidate.testProbabilities()));
    }

    private static double[] shares(TrainingSet set, int[] train) {
        double[] shares = new double[set.classes().size()];
        for (int label : set.labels(train)) {
            shares[label] += 1. / train.length;
        }
        return shares;
    }
}
