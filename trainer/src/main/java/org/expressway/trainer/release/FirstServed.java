package org.expressway.trainer.release;

import java.util.Optional;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.snapshot.Snapshot;

/** How the model does on held-out samples as they first come: PROVISIONAL, before their batch has shown what it is. */
final class FirstServed {
    private FirstServed() {}

    /** Figures on the test samples whose first values were kept; empty without any. */
    static Optional<Metrics> of(Snapshot snapshot, Choice choice) {
        int[] test = snapshot.firstServed().among(choice.split().test());
        if (test.length == 0) {
            return Optional.empty();
        }
        double[][] p =
                choice.chosen().model().probabilities(snapshot.firstServed().of(test));
        return Optional.of(Metrics.of(p, snapshot.set().labels(test)));
    }
}
