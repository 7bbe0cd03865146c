package org.expressway.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting on a machine that others may be loading too. */
final class Patience {
    static final Duration LONG = Duration.ofSeconds(120);

    private Patience() {}

    static void until(String what, Callable<Boolean> reached) {
        until(what, LONG, reached);
    }

    static void until(String what, Duration atMost, Callable<Boolean> reached) {
        Awaitility.await(what)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(reached);
    }
}
