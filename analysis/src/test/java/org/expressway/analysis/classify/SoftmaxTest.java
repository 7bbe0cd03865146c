package org.expressway.analysis.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxTest {
    @Test
    void probabilitiesAreThoseOfTheDefinition() {
        double[] expected = {0.25, 0.75};
        assertThat(Softmax.of(new double[] {0, Math.log(3)})).containsExactly(expected, within(1e-15));
        assertThat(Softmax.of(new float[] {5, 5})).containsExactly(.5, .5);
    }

    @Test
    void greatLogitsDoNotOverflow() {
        assertThat(Softmax.of(new double[] {1e308, 1e308, -1e308})).containsExactly(.5, .5, 0);
    }
}
