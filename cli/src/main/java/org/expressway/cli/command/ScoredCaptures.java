package org.expressway.cli.command;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.expressway.schemas.avro.CellPredictions;
import org.expressway.schemas.topic.Keys;

/**
 * What cell.prediction.v1 says of captures: of each block the newest epoch of its reference, which may come in slices.
 * Mutable; made for one reading.
 */
final class ScoredCaptures {
    private final Predicate<String> wanted;
    private final Map<String, ScoredCapture> byKey = new TreeMap<>();

    /** @param wanted of captures by {@code site/captureId} */
    ScoredCaptures(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    void accept(CellPredictions predictions) {
        String key = Keys.of(predictions.getSite(), predictions.getCaptureId());
        if (wanted.test(key)) {
            byKey.computeIfAbsent(key, ScoredCapture::new).accept(predictions);
        }
    }

    /** Sorted by {@code site/captureId}. */
    Iterable<ScoredCapture> all() {
        return byKey.values();
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }
}
