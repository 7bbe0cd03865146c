package org.expressway.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;

/** How something without an end goes on: a line that changes in place on a terminal, else one every ten seconds. */
public final class RateLine {
    private static final long IN_PLACE = Duration.ofMillis(500).toNanos();
    private static final long ELSEWHERE = Duration.ofSeconds(10).toNanos();

    private final PrintStream err;
    private long last = System.nanoTime();
    private boolean shown;

    public RateLine(PrintStream err) {
        this.err = err;
    }

    /** Shows the line, if it is time to. */
    public void show(String line) {
        long now = System.nanoTime();
        if (now - last >= (Terminal.interactive() ? IN_PLACE : ELSEWHERE)) {
            last = now;
            shown = true;
            err.print(Terminal.interactive() ? "\r\u001b[K" + line : line + "\n");
        }
    }

    /** Leaves the line as it is, for what comes after it. */
    public void end() {
        if (shown && Terminal.interactive()) {
            err.println();
        }
    }
}
