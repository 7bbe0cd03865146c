package org.expressway.stream.cells;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.normalize.Cp10k;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.qc.CellCheck;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.CellQuality;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.expressway.stream.admit.Refused;
import org.jspecify.annotations.Nullable;

/** Checks a decoded block against the active reference and normalises its cells. RATIONALE.md says why uncorrected. */
final class CellDesk {
    private static final String UNCORRECTED = "single cells are not batch-corrected: ComBat models samples, whose values"
            + " are spread around a mean, and a cell's are mostly zeros";

    /** The reference that blocks are brought to. */
    record Active(String referenceId, long epoch, ReferenceProfile profile) {}

    private final Active active;
    private final CellCheck check;

    CellDesk(Active active) {
        this.active = active;
        this.check = new CellCheck(active.profile().limits(), active.profile().genes());
    }

    /**
     * What was admitted of a capture before.
     *
     * @param capture digest of what its first block said of it
     * @param block digest of the block at the same place; null where there is none
     */
    record Before(String capture, @Nullable String block) {}

    /** @return whether the block is new; a repetition of the same content is not */
    static boolean isNew(CellBlock block, BlockDigest digest, @Nullable Before before) throws Refused {
        if (before == null) {
            return true;
        }
        if (digest.block().equals(before.block())) {
            return false;
        }
        String place = "block " + block.getBlock() + " of capture " + block.getSite() + "/" + block.getCaptureId();
        if (!digest.capture().equals(before.capture())) {
            throw conflict(place + " says other things of its capture (context, panel, number of blocks and cells,"
                    + " barcodes) than the block that was admitted first");
        }
        if (before.block() != null) {
            throw conflict(place + " has content " + digest.block() + ", and " + before.block() + " was admitted before");
        }
        return true;
    }

    private static Refused conflict(String message) {
        return new Refused("identity", RejectionReason.CONFLICT, message + "; give the new capture another id");
    }

    void requireReference(CellBlock block) throws Refused {
        String panel = active.profile().panelId();
        if (!block.getPanelId().equals(panel)) {
            throw new Refused(
                    "reference",
                    RejectionReason.NO_REFERENCE,
                    "expected panel " + panel + " of the active reference, seen " + block.getPanelId()
                            + "; publish with that panel, or build and activate a reference for this one");
        }
        String method = active.profile().normalizer().method().text();
        if (!(active.profile().normalizer() instanceof Cp10k)) {
            throw new Refused(
                    "reference",
                    RejectionReason.NO_REFERENCE,
                    "cells are normalised by " + NormalizationMethod.CP10K_LOG1P.text() + ", and the active reference by "
                            + method + "; build and activate one with --method "
                            + NormalizationMethod.CP10K_LOG1P.text());
        }
        if (block.getUnit() != ExpressionUnit.COUNTS) {
            throw new Refused(
                    "normalize",
                    RejectionReason.UNIT_MISMATCH,
                    "expected COUNTS, which " + method + " takes, seen " + block.getUnit() + "; publish the counts");
        }
        BlockCheck.require(block, active.profile().genes());
    }

    /** @param block that {@link #requireReference} has taken */
    NormalizedCells normalized(CellBlock block, String contentSha256, IncomingRecord record, Instant now) {
        int[] offsets = IntVector.toArray(block.getOffsets());
        int[] missing = IntVector.toArray(block.getMissingGenes());
        int[] indices = IntVector.toArray(block.getIndices());
        float[] counts = FloatVector.toArray(block.getCounts());
        float[] values = new float[counts.length];
        List<CellQuality> quality = new ArrayList<>();
        for (int cell = 0; cell + 1 < offsets.length; cell++) {
            int from = offsets[cell];
            float[] ofCell = Arrays.copyOfRange(counts, from, offsets[cell + 1]);
            quality.add(quality(check.of(Arrays.copyOfRange(indices, from, offsets[cell + 1]), ofCell, missing)));
            normalize(ofCell, values, from);
        }
        return common(block, record, now)
                .setMissingGenes(block.getMissingGenes())
                .setBarcodes(block.getBarcodes())
                .setOffsets(block.getOffsets())
                .setIndices(block.getIndices())
                .setValues(FloatVector.of(values))
                .setQuality(quality)
                .setContentSha256(contentSha256)
                .build();
    }

    /** The same function as the file command's, in double precision, rounded as corrected values are. */
    private void normalize(float[] counts, float[] into, int from) {
        double[] normalized = new double[counts.length];
        active.profile()
                .normalizer()
                .normalize(counts, active.profile().normalizer().logSizeFactor(counts), normalized);
        for (int i = 0; i < normalized.length; i++) {
            into[from + i] = (float) normalized[i];
        }
    }

    private static CellQuality quality(CellCheck.Seen seen) {
        return new CellQuality(
                seen.totalCounts(),
                seen.detectedGenes(),
                Double.isNaN(seen.mitochondrialShare()) ? null : seen.mitochondrialShare(),
                QualityOutcome.valueOf(seen.verdict().name()),
                seen.reason());
    }

    private NormalizedCells.Builder common(CellBlock block, IncomingRecord record, Instant now) {
        return NormalizedCells.newBuilder()
                .setSite(block.getSite())
                .setCaptureId(block.getCaptureId())
                .setBatchId(block.getBatchId())
                .setSubjectId(block.getSubjectId())
                .setExperimentId(block.getExperimentId())
                .setTimepoint(block.getTimepoint())
                .setTimepointUnit(block.getTimepointUnit())
                .setPanelId(block.getPanelId())
                .setReferenceId(active.referenceId())
                .setEpoch(active.epoch())
                .setBlock(block.getBlock())
                .setBlocks(block.getBlocks())
                .setCells(block.getCells())
                .setBarcodesSha256(block.getBarcodesSha256())
                .setCorrection(CorrectionSummary.newBuilder()
                        .setMode(CorrectionMode.UNCORRECTED)
                        .setSamples(0)
                        .setReason(UNCORRECTED)
                        .build())
                .setTimes(StageTimes.newBuilder()
                        .setCollectedAt(block.getCollectedAt())
                        .setReceivedAt(block.getReceivedAt())
                        .setPublishedAt(record.getTimestamp())
                        .setAdmittedAt(now)
                        .setCorrectedAt(now)
                        .build())
                .setOrigin(record.getOrigin());
    }
}
