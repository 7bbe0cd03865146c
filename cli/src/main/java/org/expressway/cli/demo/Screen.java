package org.expressway.cli.demo;

import java.io.PrintStream;
import org.expressway.cli.terminal.Terminal;

/** What a person watching a demo sees on stderr: steps with their time, and one line that changes in place. */
final class Screen {
    private static final long LINE_EVERY_NANOS = 10_000_000_000L;
    private static final long CHANGE_EVERY_NANOS = 100_000_000L;

    private final PrintStream err;
    private final long startNanos;
    private long lastNanos = System.nanoTime();

    Screen(PrintStream err, long startNanos) {
        this.err = err;
        this.startNanos = startNanos;
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** The next thing that is done. */
    void step(String what) {
        clear();
        err.println(Terminal.bold("[%5.1f s] ".formatted(seconds()) + what));
    }

    /** What came of it. */
    void say(String what) {
        clear();
        err.println("          " + what);
    }

    /** How far it is; in place on a terminal, a line each ten seconds elsewhere. */
    void progress(String what) {
        long now = System.nanoTime();
        if (what.isEmpty() || now - lastNanos < (Terminal.interactive() ? CHANGE_EVERY_NANOS : LINE_EVERY_NANOS)) {
            return;
        }
        lastNanos = now;
        err.print(Terminal.interactive() ? "\r\u001b[K          " + what : "          " + what + "\n");
        err.flush();
    }

    private void clear() {
        if (Terminal.interactive()) {
            err.print("\r\u001b[K");
        }
    }
}
