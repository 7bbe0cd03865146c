package org.expressway.infra.local;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How {@link LocalFlink} runs one job.
 *
 * @param name names the job's directory, so that a restart finds its checkpoints; letters, digits, dot, underscore, hyphen
 * @param lineage 0, or the number of a later life that began without the state before it: each has checkpoints of its own
 * @param checkpointInterval zero for a bounded job that is run anew instead of resumed
 * @param parallelism at most the cluster's slots
 */
public record JobSettings(
        String name, long lineage, Duration checkpointInterval, int parallelism, State state, Begin begin) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** Where keyed state lives. */
    public enum State {
        /** On the heap: quickest, bounded by memory. */
        HEAP,
        /** In ForSt files on the local disk, with incremental checkpoints. */
        FORST
    }

    /** Where a submitted job begins. */
    public enum Begin {
        /** At its newest complete checkpoint; anew where there is none. */
        NEWEST_CHECKPOINT,
        /** Anew. The checkpoints of earlier runs are deleted. */
        ANEW
    }

    public JobSettings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "job name '%s', expected letters, digits, dots, underscores and hyphens".formatted(name));
        }
        if (checkpointInterval.isNegative()) {
            throw new IllegalArgumentException("checkpoint interval %s of job %s, expected zero (none) or more"
                    .formatted(checkpointInterval, name));
        }
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "parallelism %d of job %s, expected 1 or more".formatted(parallelism, name));
        }
    }

    /** A job without end, resumed at its newest checkpoint, parallelism 1, state on the heap. */
    public static JobSettings streaming(String name, Duration checkpointInterval) {
        return new JobSettings(name, 0, checkpointInterval, 1, State.HEAP, Begin.NEWEST_CHECKPOINT);
    }

    /** A job that ends with its input, without checkpoints, parallelism 1. */
    public static JobSettings bounded(String name) {
        return new JobSettings(name, 0, Duration.ZERO, 1, State.HEAP, Begin.ANEW);
    }

    public JobSettings withLineage(long other) {
        return new JobSettings(name, other, checkpointInterval, parallelism, state, begin);
    }

    public JobSettings withParallelism(int other) {
        return new JobSettings(name, lineage, checkpointInterval, other, state, begin);
    }

    public JobSettings withState(State other) {
        return new JobSettings(name, lineage, checkpointInterval, parallelism, other, begin);
    }

    public JobSettings withBegin(Begin other) {
        return new JobSettings(name, lineage, checkpointInterval, parallelism, state, other);
    }

    /** Name of the directory of this lineage's checkpoints. */
    String directory() {
        return lineage == 0 ? name : name + "-" + lineage;
    }

    boolean hasCheckpoints() {
        return !checkpointInterval.isZero();
    }
}
