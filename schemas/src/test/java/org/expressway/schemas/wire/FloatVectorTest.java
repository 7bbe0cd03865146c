package org.expressway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloatVectorTest {
    @Test
    void aVectorIsAListOfItsArray() {
        FloatVector vector = FloatVector.of(1f, Float.NaN, -0f);
        assertThat(vector).containsExactly(1f, Float.NaN, -0f);
        assertThat(vector.size()).isEqualTo(3);
        assertThat(vector).isEqualTo(Arrays.asList(1f, Float.NaN, -0f));
        assertThat(vector.hashCode())
                .isEqualTo(Arrays.asList(1f, Float.NaN, -0f).hashCode());
    }

    @Test
    void itsArrayIsSharedAndThatOfAnotherListIsACopy() {
        float[] values = {1, 2};
        assertThat(FloatVector.toArray(FloatVector.of(values))).isSameAs(values);
        assertThat(FloatVector.toArray(List.of(3f, 4f))).containsExactly(3f, 4f);
        assertThat(FloatVector.toArray(List.of())).isEmpty();
    }

    @Test
    void itsListNeverChanges() {
        FloatVector vector = FloatVector.of(1f);
        assertThatThrownBy(() -> vector.add(2f)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> vector.set(0, 2f)).isInstanceOf(UnsupportedOperationException.class);
    }
}
