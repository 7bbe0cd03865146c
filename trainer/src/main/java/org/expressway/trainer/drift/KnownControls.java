package org.expressway.trainer.drift;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.trainer.topic.Endpoints;

/**
 * Controls of known materials as each site has measured them so far, before correction. The same material at another site is
 * another kind: a site's charts are of what has changed there, and not of what sites differ by.
 *
 * @param values one row a control, log2
 * @param kinds site/material, one a control
 */
record KnownControls(float[][] values, List<String> kinds) {
    /** Repeated measurements below which nothing is known of their spread. */
    private static final int FEWEST = 4;

    /** The newest are enough, and memory is bounded. */
    private static final int MOST = 400;

    /** Those measured twice or more at their site, on the scale of one reference. */
    static KnownControls read(Endpoints endpoints, String referenceId, BeforeCorrection before) throws IOException {
        Map<String, CorrectedSample> newest = newest();
        endpoints.reader(Topics.CORRECTED).skippingUndecodable().toEnd(read -> {
            CorrectedSample sample = read.value();
            newest.remove(read.key());
            if (sample != null && isKnown(sample, referenceId)) {
                newest.put(read.key(), sample);
            }
        });
        Map<String, Long> measured =
                newest.values().stream().collect(Collectors.groupingBy(KnownControls::kind, Collectors.counting()));
        newest.values().removeIf(sample -> measured.getOrDefault(kind(sample), 0L) < 2);
        List<float[]> rows = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        for (CorrectedSample sample : new TreeMap<>(newest).values()) {
            rows.add(before.normalised(FloatVector.toArray(sample.getValues()), sample.getFitId()));
            kinds.add(kind(sample));
        }
        return new KnownControls(rows.toArray(float[][]::new), kinds);
    }

    private static Map<String, CorrectedSample> newest() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, CorrectedSample> eldest) {
                return size() > MOST;
            }
        };
    }

    boolean suffice() {
        return kinds.size() >= FEWEST;
    }

    private static boolean isKnown(CorrectedSample sample, String referenceId) {
        boolean settled = sample.getStage() == Stage.FINAL || sample.getStage() == Stage.LATE;
        return settled
                && sample.getRole() == SampleRole.BRIDGE_CONTROL
                && sample.getControlMaterial() != null
                && sample.getReferenceId().equals(referenceId);
    }

    private static String kind(CorrectedSample sample) {
        return sample.getSite() + "/" + sample.getControlMaterial();
    }
}
