package org.expressway.ingest.gateway;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.table.NameRule;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.Provenance;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.UndecodableRecord;

/**
 * Reads one ExpressionSample as a producer of Kafka writes it: byte 0, the id of the writer's schema in the registry, Avro
 * binary. It is checked as the pipeline will check it, so that the sender and not a dead letter hears of a fault.
 */
final class AvroSample {
    private final RegistrySerde<ExpressionSample> serde;
    private final Panels panels;

    AvroSample(Endpoints endpoints, Panels panels) {
        this.serde = Topics.RAW.valueSerde(endpoints.registry());
        this.panels = panels;
    }

    ExpressionSample read(RequestBody body, Pseudonyms pseudonyms, Instant now) throws BadInput, IOException {
        ExpressionSample sample = decoded(body.bytes());
        Faults faults = new Faults();
        name("sampleId", sample.getSampleId(), faults);
        name("site", sample.getSite(), faults);
        name("batchId", sample.getBatchId(), faults);
        name("subjectId", sample.getSubjectId(), faults);
        unit(sample, faults);
        panel(sample, faults);
        faults.raise();
        return ExpressionSample.newBuilder(sample)
                .setSubjectId(pseudonyms.of(sample.getSubjectId()))
                .setValues(FloatVector.of(FloatVector.toArray(sample.getValues())))
                .setReceivedAt(now)
                .setProvenance(new Provenance(SampleDoor.SOURCE, body.sha256(), null))
                .build();
    }

    private ExpressionSample decoded(byte[] bytes) throws BadInput {
        try {
            return serde.deserialize(Topics.RAW.name(), bytes);
        } catch (UndecodableRecord e) {
            throw new BadInput(fault(
                    "",
                    String.valueOf(e.getMessage()),
                    "byte 0, the 4-byte id of the writer's schema in the registry, one ExpressionSample in Avro binary",
                    "use the serializer of the registry, or send JSON"));
        }
    }

    private static void name(String field, String value, Faults faults) {
        NameRule.KEY_PART
                .objectionTo(value)
                .ifPresent(objection -> faults.add(fault(
                        field, objection + ": " + Fault.quoted(value), NameRule.KEY_PART.text(), "use another name")));
    }

    private static void unit(ExpressionSample sample, Faults faults) {
        ExpressionUnit unit = sample.getUnit();
        if (unit == ExpressionUnit.UNKNOWN) {
            faults.add(fault("unit", "UNKNOWN", "COUNTS, LOG2, TPM, CPM or FPKM", "say what the values are"));
        }
        float[] values = FloatVector.toArray(sample.getValues());
        for (int i = 0; i < values.length && !faults.full(); i++) {
            boolean negative = values[i] < 0 && unit != ExpressionUnit.LOG2;
            if (Float.isInfinite(values[i]) || negative) {
                faults.add(fault(
                        JsonValues.FIELD + "[" + i + "]",
                        Float.toString(values[i]),
                        negative ? "no value below zero for " + unit : "a finite number, or NaN where it is missing",
                        "correct the value"));
            }
        }
        if (faults.isEmpty()) {
            evidence(unit, values, faults);
        }
    }

    /** As files and JSON are held to it; what a sparse record leaves out is zero, and shows nothing. */
    private static void evidence(ExpressionUnit unit, float[] values, Faults faults) {
        UnitEvidence.of(new DenseValues(values.length, new float[][] {values}))
                .against(unit)
                .ifPresent(objection -> faults.add(
                        fault(JsonValues.FIELD, objection.seen(), objection.expected(), objection.remedy())));
    }

    private void panel(ExpressionSample sample, Faults faults) throws IOException {
        Panel panel = panels.byId(sample.getPanelId());
        if (panel == null) {
            faults.add(fault(
                    "panelId",
                    Fault.quoted(sample.getPanelId()),
                    "the id of a registered panel, of those named " + panels.names(),
                    "publish a first sample of the panel as JSON with its gene ids, or a file"));
            return;
        }
        List<Integer> indices = sample.getIndices();
        int expected = indices == null ? panel.size() : indices.size();
        if (sample.getValues().size() != expected) {
            faults.add(fault(
                    JsonValues.FIELD,
                    sample.getValues().size() + " values",
                    expected + (indices == null ? ", one a gene of the panel" : ", one an index"),
                    "send NaN for a missing gene"));
        }
        if (indices != null) {
            indices(indices, panel.size(), faults);
        }
    }

    private static void indices(List<Integer> indices, int size, Faults faults) {
        int before = -1;
        for (int index : indices) {
            if (index <= before || index >= size) {
                faults.add(fault(
                        "indices",
                        index + " after " + before,
                        "places in the panel, ascending, below " + size,
                        "sort them, each once"));
                return;
            }
            before = index;
        }
    }

    private static Fault fault(String field, String seen, String expected, String remedy) {
        return new Fault(JsonBody.NAME, 1, 0, field, seen, expected, remedy);
    }
}
