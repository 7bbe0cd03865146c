package org.expressway.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.expressway.schemas.avro.Contribution;
import org.expressway.schemas.avro.Explanation;
import org.expressway.schemas.avro.Stage;

/** What a reader of a case must not take from it. */
final class Limits {
    private Limits() {}

    static List<String> of(ExplainedCase one) {
        List<String> limits = new ArrayList<>();
        limits.add(
                "It explains the model, not the tumour: a gene with a large contribution moved this call. It need not"
                        + " drive the disease, and a gene with none may.");
        limits.add("The model knows the subtypes that it was taught, and no others. It does not know the clinical"
                + " picture, histology, mutations or treatment.");
        limits.add("Contributions depend on what they are measured from, here the mean profile of the second subtype;"
                + " against another subtype they would be others. Correlated genes share what either could"
                + " carry.");
        one.explanation().ifPresent(explanation -> ofExplanation(explanation, limits));
        long imputed = one.prediction().getImputedGenes();
        if (imputed > 0) {
            limits.add(
                    imputed + " genes had no value in this sample; the mean of the training samples stood in for them"
                            + one.explanation()
                                    .map(explanation -> ", and carries "
                                            + Words.signed(explanation.getImputedContribution()) + " of the margin")
                                    .orElse("")
                            + (one.genes().stream().anyMatch(Contribution::getImputed) ? ". They are marked." : "."));
        }
        if (one.prediction().getStage() == Stage.PROVISIONAL) {
            limits.add("It is PROVISIONAL and may change when the batch closes. It must not be reported.");
        }
        limits.add("For research and evaluation. Expressway is not a medical device.");
        return limits;
    }

    private static void ofExplanation(Explanation explanation, List<String> limits) {
        if (!explanation.getComplete()) {
            limits.add(String.format(
                    Locale.ROOT,
                    "INCOMPLETE: the contributions add up to %+.3f and should to %+.3f; do not rely on them.",
                    explanation.getTotal(),
                    explanation.getMarginChange()));
        }
        if (explanation.getUnseenBaselineGenes() > 0) {
            limits.add(explanation.getUnseenBaselineGenes()
                    + " genes were never measured in a training sample of " + explanation.getSecond()
                    + "; the mean of all subtypes is what they are compared with.");
        }
    }
}
