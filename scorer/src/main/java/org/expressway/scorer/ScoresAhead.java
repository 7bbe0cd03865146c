package org.expressway.scorer;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.wire.UndecodableRecord;

/**
 * Scores of the record in hand and, where more are fetched, of those behind it in the same run of the model. Only the record in
 * hand is ever answered; what was worked out for the others waits for their own turn, and is lost without harm when that does
 * not come. A record that finds nothing is scored by itself, to the same bits.
 */
final class ScoresAhead {
    private final Lookahead lookahead;
    private final Function<byte[], CorrectedSample> decoder;
    private final Map<byte[], Arrival> waiting = new IdentityHashMap<>();

    ScoresAhead(Lookahead lookahead, Function<byte[], CorrectedSample> decoder) {
        this.lookahead = lookahead;
        this.decoder = decoder;
    }

    /** The record whose turn it is. */
    Arrival take(byte[] value) {
        Arrival known = waiting.remove(value);
        return known == null ? decoded(value) : known;
    }

    /**
     * A model's scores of the record in hand.
     *
     * @param worth which of the records behind it will want scores
     * @throws IllegalArgumentException when the sample does not fit the model
     */
    Model.Scores scores(
            TopicPartition partition, byte[] value, Arrival arrival, Model model, Predicate<CorrectedSample> worth) {
        Model.Scores known = arrival.by(model);
        if (known != null) {
            return Model.requireFinite(known);
        }
        if (arrival.values().length != model.genes()) {
            return model.score(arrival.values()); // which says what is wrong
        }
        List<Arrival> together = new ArrayList<>(List.of(arrival));
        for (Arrival next : upcoming(partition, value)) {
            boolean fits = next.decoded() && next.by(model) == null && next.values().length == model.genes();
            if (fits && worth.test(next.sample())) {
                together.add(next);
            }
        }
        List<Model.Scores> scores =
                model.scoreAll(together.stream().map(Arrival::values).toList());
        for (int i = 0; i < together.size(); i++) {
            together.get(i).scored(model, scores.get(i));
        }
        return Model.requireFinite(scores.get(0));
    }

    /** Those that wait for another record's turn are kept; what no longer comes is forgotten. */
    private List<Arrival> upcoming(TopicPartition partition, byte[] value) {
        List<byte[]> values = lookahead.after(partition, value, OnnxSession.MOST_ROWS - 1);
        Map<byte[], Arrival> kept = new IdentityHashMap<>();
        List<Arrival> arrivals = new ArrayList<>();
        for (byte[] next : values) {
            Arrival known = waiting.get(next);
            Arrival arrival = known == null ? decoded(next) : known;
            kept.put(next, arrival);
            arrivals.add(arrival);
        }
        waiting.clear();
        waiting.putAll(kept);
        return arrivals;
    }

    private Arrival decoded(byte[] value) {
        try {
            return Arrival.of(decoder.apply(value));
        } catch (UndecodableRecord e) {
            return Arrival.undecodable(e);
        }
    }
}
