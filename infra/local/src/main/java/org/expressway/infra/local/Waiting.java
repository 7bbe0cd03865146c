package org.expressway.infra.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounded waiting on what the Flink cluster has promised. */
final class Waiting {
    private static final long PATIENCE_SECONDS = 60;

    private Waiting() {}

    /** The future's value; {@link PlatformException} says {@code what} failed, or did not come within 60 s. */
    static <T> T on(String what, CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new PlatformException("%s failed: %s".formatted(what, rootMessage(e)), e);
        } catch (TimeoutException e) {
            throw new PlatformException("%s did not come within %d s".formatted(what, PATIENCE_SECONDS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted while waiting for " + what, e);
        }
    }

    static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
