package org.expressway.ingest.gateway;

import java.time.Instant;
import java.util.Optional;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Faults;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.ingest.gene.GeneProfiles;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.publish.SampleCodec;
import org.expressway.schemas.avro.ExpressionSample;

/** What the gateway does with a body of JSON before anything goes over a network: samples, labels and members of a run. */
public final class JsonRequests {
    private static final String PANEL = "0".repeat(64);

    /** Something that reads a body. */
    private interface Reading {
        void read() throws BadInput;
    }

    private JsonRequests() {}

    /** Reads samples and makes a record of each, of a panel of its own genes. @return the answer where it is refused */
    public static Optional<String> samples(byte[] body) {
        return answer(() -> {
            for (JsonSample sample : SampleDoor.read(body, Pseudonyms.ALREADY)) {
                record(sample);
            }
        });
    }

    /** Reads labels. @return the answer where it is refused */
    public static Optional<String> labels(byte[] body) {
        return answer(() -> LabelDoor.read(body, Instant.EPOCH));
    }

    /** Reads the members of a run. @return the answer where it is refused */
    public static Optional<String> members(byte[] body) {
        return answer(() -> {
            Faults faults = new Faults();
            RunDoor.listed(JsonFields.of(JsonBody.items(body).get(0), 1, faults));
            faults.raise();
        });
    }

    private static ExpressionSample record(JsonSample sample) throws BadInput {
        float[] values = sample.values().inPanelOrder() ? sample.values().values() : byGene(sample);
        return SampleCodec.record(
                sample.row(),
                values,
                new SampleCodec.Common(PANEL, sample.unit(), sample.assay(), SampleDoor.SOURCE, PANEL, Instant.EPOCH));
    }

    private static float[] byGene(JsonSample sample) throws BadInput {
        ExpressionTable table = Alignment.requireUnit(sample, sample.values().genes());
        GeneMapping own = GeneMapping.toItself(table.genes(), null);
        return GeneProfiles.of(table, own, sample.unit()).profile(0);
    }

    private static Optional<String> answer(Reading reading) {
        try {
            reading.read();
            return Optional.empty();
        } catch (Problem.Refusal refused) {
            return Optional.of(refused.problem().json());
        } catch (BadInput refused) {
            return Optional.of(Problem.of(refused).json());
        }
    }
}
