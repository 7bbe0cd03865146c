package org.expressway.cli.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.Keys;
import org.expressway.stream.batch.Rederivation.Standing;

/** The predictions that wait for the corrected record they were made of, by sample and standing. */
final class Said {
    /** @param place {@code topic/partition/offset} */
    record Recorded(Prediction prediction, String place) {
        Standing standing() {
            return new Standing(
                    prediction.getReferenceId(), prediction.getEpoch(), prediction.getFitId(), prediction.getStage());
        }
    }

    private record Place(String sample, Standing standing) {}

    private final Map<Place, List<Recorded>> waiting = new HashMap<>();

    void add(Recorded recorded) {
        Prediction prediction = recorded.prediction();
        String sample = Keys.of(prediction.getSite(), prediction.getSampleId());
        waiting.computeIfAbsent(new Place(sample, recorded.standing()), place -> new ArrayList<>())
                .add(recorded);
    }

    /** Those of a corrected record, which are not waited for any more. */
    List<Recorded> take(String sample, Standing standing) {
        List<Recorded> taken = waiting.remove(new Place(sample, standing));
        return taken == null ? List.of() : taken;
    }

    List<Recorded> rest() {
        return waiting.values().stream().flatMap(List::stream).toList();
    }
}
