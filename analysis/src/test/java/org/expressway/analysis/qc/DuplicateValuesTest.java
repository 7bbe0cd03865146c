package org.expressway.analysis.qc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DuplicateValuesTest {
    private final DuplicateValues seen = new DuplicateValues();

    @Test
    void theSameValuesUnderAnotherIdAreFlaggedWithTheOriginal() {
        assertThat(seen.see("A/S1", new float[] {1, Float.NaN})).isNull();
        assertThat(seen.see("A/S2", new float[] {1, 2})).isNull();
        assertThat(seen.see("B/S3", new float[] {1, Float.NaN}))
                .isEqualTo(new QualityResult("duplicate_values", 1, 0, Verdict.FLAG, "the very values of A/S1"));
        assertThat(seen.see("A/S1", new float[] {1, Float.NaN}))
                .as("a sample is no duplicate of itself")
                .isNull();
    }
}
