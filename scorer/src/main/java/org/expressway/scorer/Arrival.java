package org.expressway.scorer;

import java.util.HashMap;
import java.util.Map;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/** A record of a corrected sample, decoded, with what models have said of it: its own turn may still be to come. */
final class Arrival {
    private final @Nullable CorrectedSample sample;
    private final @Nullable UndecodableRecord fault;
    private final Map<String, Model.Scores> byBundle = new HashMap<>();

    private Arrival(@Nullable CorrectedSample sample, @Nullable UndecodableRecord fault) {
        this.sample = sample;
        this.fault = fault;
    }

    static Arrival of(CorrectedSample sample) {
        return new Arrival(sample, null);
    }

    static Arrival undecodable(UndecodableRecord fault) {
        return new Arrival(null, fault);
    }

    /** @throws UndecodableRecord when its bytes are no such record */
    CorrectedSample sample() {
        if (sample == null) {
            throw fault == null ? new IllegalStateException("neither a sample nor a fault") : fault;
        }
        return sample;
    }

    boolean decoded() {
        return sample != null;
    }

    float[] values() {
        return FloatVector.toArray(sample().getValues());
    }

    Model.@Nullable Scores by(Model model) {
        return byBundle.get(model.bundleSha256());
    }

    void scored(Model model, Model.Scores scores) {
        byBundle.put(model.bundleSha256(), scores);
    }
}
