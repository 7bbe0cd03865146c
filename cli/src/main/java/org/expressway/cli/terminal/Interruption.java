package org.expressway.cli.terminal;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.expressway.ingest.Stop;

/**
 * Ctrl-C (SIGINT, SIGTERM) as a wish: once a step is {@link #holding}, the JVM stays until it has come to a consistent end
 * and said so. Before that it is left at once.
 */
public final class Interruption implements Stop, AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final PrintStream err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "interruption");
    private volatile boolean wished;
    private volatile boolean holding;

    private Interruption(PrintStream err) {
        this.err = err;
    }

    /** Takes the signals until this is closed. */
    public static Interruption taken(PrintStream err) {
        Interruption taken = new Interruption(err);
        Runtime.getRuntime().addShutdownHook(taken.hook);
        return taken;
    }

    @Override
    public void holding() {
        holding = true;
    }

    @Override
    public boolean requested() {
        return wished;
    }

    /** The end has come and been told. */
    @Override
    public void close() {
        ended.countDown();
        if (!wished) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the JVM is going down by now, and the hook ends by itself
                ended.countDown();
            }
        }
    }

    private void stopAndWait() {
        wished = true;
        err.println();
        if (!holding) {
            err.println("stopped before anything was sent");
            return;
        }
        err.println("stopping; what is on its way is waited for");
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                err.println("Kafka did not acknowledge in " + PATIENCE_SECONDS
                        + " s; the same command again is safe: what is in counts once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
