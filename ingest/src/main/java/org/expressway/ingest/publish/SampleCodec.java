package org.expressway.ingest.publish;

import java.time.Instant;
import org.expressway.ingest.sheet.Role;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.SpecimenRow;
import org.expressway.ingest.sheet.Timepoint;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.avro.Assay;
import org.expressway.schemas.avro.DeclaredSex;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.Preservation;
import org.expressway.schemas.avro.Provenance;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Specimen;
import org.expressway.schemas.wire.FloatVector;

/** Makes the record of a sample. */
public final class SampleCodec {
    /**
     * What the samples of one file have in common.
     *
     * @param fileName without its folder
     */
    public record Common(
            String panelId, ExpressionUnit unit, Assay assay, String fileName, String fileSha256, Instant receivedAt) {}

    private SampleCodec() {}

    /** @param values in the panel's order; not copied */
    public static ExpressionSample record(SampleRow row, float[] values, Common common) {
        Timepoint time = row.timepoint();
        return ExpressionSample.newBuilder()
                .setSampleId(row.sampleId())
                .setSite(row.site())
                .setBatchId(row.batchId())
                .setSubjectId(row.subject())
                .setSex(DeclaredSex.valueOf(row.sex().name()))
                .setInstrument(row.instrument())
                .setLineage(row.lineage())
                .setRole(role(row.role()))
                .setControlMaterial(row.material())
                .setExperimentId(row.experiment())
                .setTimepoint(time == null ? null : time.value())
                .setTimepointUnit(time == null ? null : time.unit())
                .setAssay(common.assay())
                .setSpecimen(SpecimenRow.UNKNOWN.equals(row.specimen()) ? null : specimen(row.specimen()))
                .setUnit(common.unit())
                .setCollectedAt(row.collectedAt())
                .setReceivedAt(common.receivedAt())
                .setPanelId(common.panelId())
                .setValues(FloatVector.of(values))
                .setProvenance(new Provenance(common.fileName(), common.fileSha256(), row.row()))
                .build();
    }

    /**
     * The record of a simulated sample, as its site would send it.
     *
     * @param panelId of the panel made of the cohort's genes in their order
     */
    public static ExpressionSample simulated(SimulatedSample sample, String panelId, Instant receivedAt) {
        return ExpressionSample.newBuilder()
                .setSampleId(sample.sampleId())
                .setSite(sample.site())
                .setBatchId(sample.batchId())
                .setSubjectId(sample.subject())
                .setRole(SampleRole.STUDY)
                .setAssay(Assay.BULK_RNA_SEQ)
                .setUnit(ExpressionUnit.COUNTS)
                .setReceivedAt(receivedAt)
                .setPanelId(panelId)
                .setValues(FloatVector.of(sample.counts()))
                .setProvenance(new Provenance("simulated", null, null))
                .build();
    }

    private static SampleRole role(Role role) {
        return switch (role) {
            case STUDY -> SampleRole.STUDY;
            case BRIDGE_CONTROL -> SampleRole.BRIDGE_CONTROL;
            case BLANK -> SampleRole.BLANK;
        };
    }

    private static Specimen specimen(SpecimenRow row) {
        String preservation = row.preservation();
        return Specimen.newBuilder()
                .setType(row.type())
                .setPreservation(preservation == null ? Preservation.UNKNOWN : Preservation.valueOf(preservation))
                .setTumourFraction(row.tumourFraction())
                .setRin(row.rin())
                .setDv200(row.dv200())
                .setExtractionLot(row.extractionLot())
                .setReceivedAt(row.receivedAt())
                .build();
    }
}
