package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.expressway.trainer.cohort.Profiles;
import org.junit.jupiter.api.Test;

class StandardisationTest {
    private static final float NAN = Float.NaN;

    /** Genes: varying with a gap; standing still; never seen. */
    private static final float[][] ROWS = {{1, 5, NAN}, {3, 5, NAN}, {NAN, 5, NAN}};

    @Test
    void momentsAreThoseOfTheValuesPresent() {
        Standardisation standardisation = Standardisation.of(Profiles.of(ROWS));
        assertThat(standardisation.mean()).containsExactly(2, 5, 0);
        assertThat(standardisation.inverseSd()[0]).isEqualTo(1);
    }

    @Test
    void aGeneThatStoodStillIsNotBlownUp() {
        float[] z = Standardisation.of(Profiles.of(ROWS)).apply(new float[][] {{2, 5.05f, 0}});
        assertThat(z[1]).isBetween(.99f, 1.01f);
    }

    @Test
    void aMissingValueIsTheTrainingMean() {
        Standardisation standardisation = Standardisation.of(Profiles.of(ROWS));
        float[][] gap = {{NAN, 5, NAN}};
        assertThat(standardisation.apply(gap)).containsExactly(0, 0, 0);
        assertThat(standardisation.imputed(gap)).isDeepEqualTo(new float[][] {{2, 5, 0}});
        assertThat(gap[0][0]).isNaN();
    }
}
