package org.expressway.trainer.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.calibrate.LeastAmbiguousSets;
import org.expressway.analysis.calibrate.Temperature;
import org.expressway.trainer.cohort.Fold;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.recipe.TrainedModel;

/**
 * The figures of models that one split has taught already: the validation side calibrates them, the test side is held out.
 * Nothing is trained again, so that what a gate judged and what its report shows are the same probabilities.
 */
public final class SplitEvaluation {
    private final LabelledCohort cohort;
    private final Split split;
    private final double alpha;

    /**
     * @param cohort on the scale that the models read
     * @param alpha share of samples that may lie outside their conformal set
     */
    public SplitEvaluation(LabelledCohort cohort, Split split, double alpha) {
        this.cohort = cohort;
        this.split = split;
        this.alpha = alpha;
    }

    /** A model of the training side, and how long that took. */
    public record Taught(TrainedModel model, double seconds) {}

    /** @param preparation what was done to the values, as a sentence */
    public Evaluation of(Taught model, Taught baseline, String preparation) {
        TrainingSet set = cohort.set();
        HeldOut ofModel = heldOut(model.model());
        HeldOut ofBaseline = heldOut(baseline.model());
        return new Evaluation(
                set,
                "one split, stratified, grouped by subject",
                preparation,
                1,
                split.test().length,
                figures(model, ofModel),
                figures(baseline, ofBaseline),
                PairedBootstrap.of(set, ofModel.scaled(), ofBaseline.scaled(), 1),
                List.of(),
                SampleMap.of(cohort, IntStream.range(0, set.samples()).toArray()),
                model.seconds() + baseline.seconds());
    }

    private ModelFigures figures(Taught taught, HeldOut heldOut) {
        return new Summary(cohort, List.of(heldOut)).figures(taught.model().recipe(), alpha, taught.seconds());
    }

    private HeldOut heldOut(TrainedModel model) {
        TrainingSet set = cohort.set();
        int[] validation = split.validation();
        double[][] p = model.probabilities(set.rows(validation));
        Temperature temperature = Temperature.of(p, set.labels(validation));
        LeastAmbiguousSets sets = LeastAmbiguousSets.of(
                temperature.apply(p), set.labels(validation), set.classes().size(), alpha);
        HeldOut heldOut = HeldOut.empty(List.of(new Fold("test", split.train(), split.test())), set.samples());
        heldOut.add(0, new CalibratedModel(model, temperature, sets), split.test(), set.rows(split.test()));
        return heldOut;
    }
}
