package org.expressway.trainer.release;

import java.util.Optional;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.snapshot.Snapshot;

/** How the model does on held-out samples as they first come: PROVISIONAL, before their batch has shown what it is. */
final class FirstServed {
    private FirstServed() {}

    /** Figures on the test samples whose first values were kept; empty without any. */
    static Optional<Metrics> of(Snapshot snapshot, Choice choice) {
        int[] test = IntStream.of(choice.split().test())
                .filter(i -> snapshot.firstServed().get(i) != null)
                .toArray();
        if (test.length == 0) {
            return Optional.empty();
        }
        float[][] rows =
                IntStream.of(test).mapToObj(snapshot.firstServed()::get).toArray(float[][]::new);
        double[][] p = choice.chosen().model().probabilities(rows);
        return Optional.of(Metrics.of(p, snapshot.set().labels(test)));
    }
}
