package org.expressway.trainer;

import java.io.PrintWriter;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.expressway.schemas.wire.RegistryUnavailable;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.settings.InvalidSettings;
import org.expressway.trainer.store.StoreInUse;

/**
 * How a process that failed ends.
 *
 * @param exitCode 3 for data that cannot teach and for a file of settings with faults, 4 for a platform that does not answer, 5 where
 *     another trainer is at work, 1 for all else
 */
record Outcome(int exitCode, Throwable cause) {
    static Outcome of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnfitTrainingSet || cause instanceof InvalidSettings) {
                return new Outcome(3, thrown);
            }
            if (cause instanceof StoreInUse) {
                return new Outcome(5, thrown);
            }
            if (cause instanceof ProducerFencedException) {
                return new Outcome(
                        5,
                        new IllegalStateException(
                                "another trainer of this model has begun since, and it decides; nothing was announced",
                                thrown));
            }
            if (unreachable(cause)) {
                return new Outcome(4, thrown);
            }
        }
        return new Outcome(1, thrown);
    }

    /** A host name that does not resolve is a ConfigException to Kafka's clients. */
    private static boolean unreachable(Throwable cause) {
        return cause instanceof RegistryUnavailable
                || cause instanceof RetriableException
                || cause instanceof ConfigException;
    }

    /** Says what went wrong; with its trace only where nobody foresaw it. */
    int report(PrintWriter err) {
        if (exitCode == 1 && cause instanceof RuntimeException && !(cause instanceof IllegalStateException)) {
            cause.printStackTrace(err);
        } else {
            err.println("trainer: " + cause.getMessage());
        }
        err.flush();
        return exitCode;
    }
}
