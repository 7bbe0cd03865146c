package org.expressway.scorer.drift;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.drift.Observation;
import org.expressway.schemas.avro.DriftObservation;

/** An observation's numbers in the record that travels to its chart, and back. */
final class SentObservation {
    private SentObservation() {}

    static DriftObservation.Builder into(DriftObservation.Builder record, Observation seen) {
        return record.setEnergyMean(seen.energy().mean())
                .setEnergySd(seen.energy().sd())
                .setCalled(seen.called())
                .setGenes(ByteBuffer.wrap(seen.genes()))
                .setLatent(boxed(seen.latent()))
                .setComposition(boxed(seen.composition()))
                .setConfidence(seen.confidence())
                .setAmbiguity(seen.ambiguity());
    }

    static Observation of(DriftObservation record) {
        byte[] genes = new byte[record.getGenes().remaining()];
        record.getGenes().duplicate().get(genes);
        return new Observation(
                new Observation.Expected(record.getEnergyMean(), record.getEnergySd()),
                record.getCalled(),
                genes,
                plain(record.getLatent()),
                plain(record.getComposition()),
                record.getConfidence(),
                record.getAmbiguity());
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static double[] plain(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
