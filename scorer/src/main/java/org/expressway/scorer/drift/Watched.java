package org.expressway.scorer.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a sample that its chart has seen, for the label that may come. Kept as lines of text.
 *
 * @param instrument empty where none is stated
 * @param lineage likewise
 * @param labelled whether a label has been counted: one that is changed later counts no more
 * @param probabilities calibrated, by class; empty of a control
 */
record Watched(
        String bundle,
        String reference,
        String instrument,
        String lineage,
        String batch,
        boolean labelled,
        Map<String, Double> probabilities) {
    private static final int FIXED = 6;
    /** No bundle's digest begins so. */
    private static final String EARLY = "label\n";

    static Watched of(String bundle, CorrectedSample sample, @Nullable Prediction prediction) {
        Map<String, Double> p = new LinkedHashMap<>();
        if (prediction != null) {
            prediction.getRanked().forEach(each -> p.put(line(each.getSubtype()), each.getProbability()));
        }
        return new Watched(
                bundle,
                sample.getReferenceId(),
                line(sample.getInstrument()),
                line(sample.getLineage()),
                line(sample.getBatchId()),
                false,
                p);
    }

    /** What is kept of a label that came before its sample was scored. */
    static String early(String subtype) {
        return EARLY + line(subtype);
    }

    /** The subtype that such a label names; null for anything else that is kept, or nothing. */
    static @Nullable String earlyLabel(@Nullable String kept) {
        return kept != null && kept.startsWith(EARLY) ? kept.substring(EARLY.length()) : null;
    }

    Watched withLabel() {
        return new Watched(bundle, reference, instrument, lineage, batch, true, probabilities);
    }

    /** What the class that a label names was given; null where it is none of the model's, or a label has been counted. */
    @Nullable
    Double ownProbability(String subtype) {
        return labelled ? null : probabilities.get(line(subtype));
    }

    private static String line(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
    }

    static Watched parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < FIXED) {
            throw new IllegalArgumentException(lines.length + " lines about a charted sample, expected " + FIXED);
        }
        Map<String, Double> p = new LinkedHashMap<>();
        for (int i = FIXED; i + 1 < lines.length; i += 2) {
            p.put(lines[i], Double.valueOf(lines[i + 1]));
        }
        return new Watched(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5].equals("labelled"), p);
    }

    @Override
    public String toString() {
        List<String> lines =
                new ArrayList<>(List.of(bundle, reference, instrument, lineage, batch, labelled ? "labelled" : ""));
        probabilities.forEach((subtype, p) -> {
            lines.add(subtype);
            lines.add(p.toString());
        });
        return String.join("\n", lines);
    }
}
