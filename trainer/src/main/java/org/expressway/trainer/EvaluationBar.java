package org.expressway.trainer;

import java.io.PrintStream;
import java.time.Duration;
import org.expressway.trainer.evaluate.EvaluationProgress;

/** How far an evaluation has come: one line that changes on a terminal, else a line every ten seconds. */
final class EvaluationBar implements EvaluationProgress {
    private static final long LINE_EVERY = Duration.ofSeconds(10).toNanos();
    private static final boolean TERMINAL = Boolean.getBoolean("expressway.stderr.terminal");
    private static final int WIDTH = 40;

    private final PrintStream err;
    private final int steps;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private int done;

    EvaluationBar(PrintStream err, int steps) {
        this.err = err;
        this.steps = steps;
    }

    @Override
    public void done(String recipe) {
        done++;
        long now = System.nanoTime();
        double seconds = (now - start) / 1e9;
        if (TERMINAL) {
            String filled = "=".repeat(Math.min(WIDTH, WIDTH * done / Math.max(1, steps)));
            err.printf(
                    "\r\033[K[%-" + WIDTH + "s] %d of %d, %s, %.0f s, about %.0f s to go",
                    filled,
                    done,
                    steps,
                    recipe,
                    seconds,
                    seconds / done * (steps - done));
        } else if (now - lastLine > LINE_EVERY) {
            lastLine = now;
            err.printf("%d of %d trainings, %s, %.0f s%n", done, steps, recipe, seconds);
        }
    }

    void close() {
        if (TERMINAL) {
            err.print("\r\033[K");
        }
    }
}
