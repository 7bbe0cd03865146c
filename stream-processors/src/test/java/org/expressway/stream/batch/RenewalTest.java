package org.expressway.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.schemas.avro.BatchPhase;
import org.expressway.schemas.avro.BatchState;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RenewalTest {
    private static final int ENOUGH = 8;

    @Test
    void withoutControlsAFitIsDueAtEightAndThenAtEachDoubling() {
        assertThat(tries("s".repeat(40))).containsExactly("8+0", "16+0", "32+0");
    }

    @Test
    void theFirstControlIsTriedAtOnceAndThenEachDoublingOfEither() {
        assertThat(tries("c" + "s".repeat(9))).containsExactly("0+1", "1+1", "2+1", "4+1", "8+1");
        assertThat(tries("s".repeat(10) + "ccc")).containsExactly("8+0", "10+1", "10+2");
    }

    @Test
    void eightStudySamplesAreTriedWhateverWasTriedBefore() {
        assertThat(tries("sssc" + "s".repeat(6))).containsExactly("3+1", "6+1", "8+1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theWorkOfALifeIsBounded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder arrivals = new StringBuilder();
        int controls = random.nextInt(1, 32);
        for (int i = 0; i < 2000; i++) {
            arrivals.append(random.nextInt(2000) < controls ? 'c' : 's');
        }

        long passes = tries(arrivals.toString()).stream()
                .mapToLong(tried -> Integer.parseInt(tried.split("\\+")[0]))
                .sum();

        double bound = (3 + Math.log(1 + controls * 2) / Math.log(2)) * 2000;
        assertThat((double) passes).as("seed %s", seed).isLessThan(bound);
    }

    /** Study samples and controls at each try. */
    private static List<String> tries(String arrivals) {
        List<String> tries = new ArrayList<>();
        BatchState state = BatchState.newBuilder()
                .setReferenceId("r")
                .setEpoch(1)
                .setPhase(BatchPhase.OPEN)
                .setLastSampleAt(Laboratory.PUBLISHED)
                .build();
        for (char arrival : arrivals.toCharArray()) {
            state = BatchState.newBuilder(state)
                    .setStudySamples(state.getStudySamples() + (arrival == 's' ? 1 : 0))
                    .setControlSamples(state.getControlSamples() + (arrival == 'c' ? 1 : 0))
                    .build();
            if (Renewal.due(state, ENOUGH)) {
                tries.add(state.getStudySamples() + "+" + state.getControlSamples());
                state = Renewal.tried(state);
            }
        }
        return tries;
    }
}
