package org.expressway.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.expressway.ingest.Progress;
import org.jspecify.annotations.Nullable;

/** Progress on stderr: a bar on a terminal, else a line when a step begins and every ten seconds. */
public final class TerminalProgress implements Progress {
    private static final long LINE_EVERY = Duration.ofSeconds(10).toNanos();
    private static final int WIDTH = 100;

    private final PrintStream err;
    private @Nullable ProgressBar bar;
    private String what = "";
    private long total;
    private long done;
    private long begun;
    private long lastLine;

    public TerminalProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void started(String step, long size) {
        started(step, size, "", 1);
    }

    @Override
    public void startedBytes(String step, long bytes) {
        started(step, bytes, " MB", 1_000_000);
    }

    private void started(String step, long size, String unit, long unitSize) {
        what = step;
        total = size;
        done = 0;
        begun = System.nanoTime();
        lastLine = begun;
        if (Terminal.interactive()) {
            bar = new ProgressBarBuilder()
                    .setTaskName(step)
                    .setInitialMax(size)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                    .setUnit(unit, unitSize)
                    .showSpeed()
                    .build();
        } else {
            err.println(step);
        }
    }

    @Override
    public void advanced(long now) {
        done = now;
        if (bar != null) {
            bar.stepTo(now);
        } else if (System.nanoTime() - lastLine > LINE_EVERY) {
            lastLine = System.nanoTime();
            err.println(line(what, done, total, (System.nanoTime() - begun) / 1e9));
        }
    }

    /** How far a step is after some seconds: rate, and the time that is left at that rate. */
    static String line(String what, long done, long total, double seconds) {
        double rate = seconds > 0 ? done / seconds : 0;
        String left = rate > 0 ? ", %s left".formatted(duration((total - done) / rate)) : "";
        return String.format(
                Locale.ROOT,
                rate < 10 ? "%s: %,d of %,d (%,.1f/s%s)" : "%s: %,d of %,d (%,.0f/s%s)",
                what,
                done,
                total,
                rate,
                left);
    }

    private static String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return whole < 60 ? whole + " s" : String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
    }

    @Override
    public void finished() {
        if (bar != null) {
            bar.stepTo(Math.max(done, total));
        }
        stopped();
    }

    @Override
    public void stopped() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
