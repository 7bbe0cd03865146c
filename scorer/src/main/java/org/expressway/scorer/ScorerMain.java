package org.expressway.scorer;

import java.util.concurrent.CountDownLatch;
import org.expressway.schemas.wire.AvroSafety;

/** The scorer as a process of its own; its settings come from the environment. */
public final class ScorerMain {
    private ScorerMain() {}

    public static void main(String[] args) throws InterruptedException {
        AvroSafety.apply();
        Scorer scorer = Scorer.start(ScorerConfig.from(System.getenv()));
        CountDownLatch ended = new CountDownLatch(1);
        scorer.onFailure(ended::countDown);
        Runtime.getRuntime().addShutdownHook(new Thread(scorer::close, "stop-scorer"));
        ended.await();
        System.exit(1);
    }
}
