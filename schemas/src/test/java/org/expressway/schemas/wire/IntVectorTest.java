package org.expressway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.testing.RandomRecords;
import org.junit.jupiter.api.Test;

class IntVectorTest {
    @Test
    void aVectorIsAListOfItsArray() {
        IntVector vector = IntVector.of(1, Integer.MIN_VALUE, -7);
        assertThat(vector).isEqualTo(List.of(1, Integer.MIN_VALUE, -7));
        assertThat(vector.hashCode())
                .isEqualTo(List.of(1, Integer.MIN_VALUE, -7).hashCode());
        assertThatThrownBy(() -> vector.set(0, 2)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void itsArrayIsSharedAndThatOfAnotherListIsACopy() {
        int[] values = {1, 2};
        assertThat(IntVector.toArray(IntVector.of(values))).isSameAs(values);
        assertThat(IntVector.toArray(List.of(3, 4))).containsExactly(3, 4);
    }

    @Test
    void aRecordsIntsAreNeverBoxed() {
        RecordCodec<CellBlock> codec = new RecordCodec<>(CellBlock.class);
        int[] ends = {0, 63, 64, -64, -65, 8191, 8192, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE};
        CellBlock block = CellBlock.newBuilder(new RandomRecords(3).next(CellBlock.class))
                .setIndices(IntVector.of(ends))
                .build();
        List<Integer> read = codec.decode(codec.encode(block)).getIndices();
        assertThat(read).isInstanceOf(IntVector.class);
        assertThat(IntVector.toArray(read)).isEqualTo(ends);
    }
}
