package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LookaheadTest {
    private static final TopicPartition PLACE = new TopicPartition("topic", 0);

    private final Lookahead lookahead = new Lookahead();
    private final List<byte[]> values =
            IntStream.range(0, 10).mapToObj(i -> new byte[] {1}).toList();

    @Test
    void whatComesAfterARecordIsKnownAsOftenAsItIsAsked() {
        values.forEach(value -> lookahead.fetched(PLACE, value));
        for (int again = 0; again < 2; again++) {
            assertThat(lookahead.after(PLACE, values.get(0), 3))
                    .hasSize(3)
                    .first()
                    .isSameAs(values.get(1));
        }
        assertThat(lookahead.after(PLACE, values.get(7), 5)).hasSize(2).last().isSameAs(values.get(9));
        assertThat(lookahead.after(PLACE, values.get(9), 5)).isEmpty();
    }

    @Test
    void aRecordThatWasNotFetchedHasNothingBehindIt() {
        values.forEach(value -> lookahead.fetched(PLACE, value));
        assertThat(lookahead.after(PLACE, new byte[] {1}, 5))
                .as("equal bytes are not the same record")
                .isEmpty();
        assertThat(lookahead.after(new TopicPartition("topic", 1), values.get(0), 5))
                .isEmpty();
        assertThat(lookahead.after(PLACE, values.get(0), 5))
                .as("and it does not disturb the others")
                .hasSize(5);
    }
}
