package org.expressway.scorer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.CellCall;
import org.expressway.schemas.avro.CellPredictions;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.RuntimeFingerprint;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.wire.FloatVector;
import org.jspecify.annotations.Nullable;

/** Makes the predictions of a block's cells; a model of many classes takes several records, in slices of the block. */
final class CellScores {
    /** Probabilities of a record: 1 MB of them leaves room for everything else below 2 MiB. */
    private static final int PROBABILITIES = 250_000;

    private final NormalizedCells block;
    private final Origin origin;
    private final Instant now;

    CellScores(NormalizedCells block, Origin origin, Instant now) {
        this.block = block;
        this.origin = origin;
        this.now = now;
    }

    /** @throws IllegalArgumentException when the block does not fit the model */
    List<CellPredictions> by(Model model) {
        SparseCells cells = SparseCells.of(block, model.genes());
        int classes = model.classes().size();
        int slice = Math.max(1, PROBABILITIES / classes);
        List<CellPredictions> all = new ArrayList<>();
        for (int from = 0; from < block.getBarcodes().size(); from += slice) {
            int to = Math.min(block.getBarcodes().size(), from + slice);
            all.add(scored(cells, model, from, to));
        }
        return all;
    }

    private CellPredictions scored(SparseCells cells, Model model, int from, int to) {
        int classes = model.classes().size();
        float[] probabilities = new float[(to - from) * classes];
        Arrays.fill(probabilities, Float.NaN);
        List<CellCall> calls = new ArrayList<>();
        for (int cell = from; cell < to; cell++) {
            if (failed(cell)) {
                calls.add(call(cell, null, null, AbstentionReason.QUALITY_FLAG));
                continue;
            }
            double[] scores = model.score(cells.profile(cell)).probabilities();
            int best = 0;
            for (int k = 0; k < classes; k++) {
                probabilities[(cell - from) * classes + k] = (float) scores[k];
                best = scores[k] > scores[best] ? k : best;
            }
            calls.add(call(cell, model.classes().get(best), (float) scores[best], null));
        }
        return common(model.bundleSha256(), model.name(), from)
                .setClasses(model.classes())
                .setCalls(calls)
                .setProbabilities(FloatVector.of(probabilities))
                .setImputedGenes(block.getMissingGenes().size())
                .setRuntime(model.runtime())
                .build();
    }

    /** Cells whose reference has no champion: said, not dropped. */
    CellPredictions withoutModel(String model) {
        List<CellCall> calls = new ArrayList<>();
        for (int cell = 0; cell < block.getBarcodes().size(); cell++) {
            calls.add(call(
                    cell, null, null, failed(cell) ? AbstentionReason.QUALITY_FLAG : AbstentionReason.NO_MODEL));
        }
        return common("", model, 0)
                .setClasses(List.of())
                .setCalls(calls)
                .setProbabilities(FloatVector.of())
                .setRuntime(new RuntimeFingerprint("none", ProcessorName.describe(), 0))
                .build();
    }

    private boolean failed(int cell) {
        return block.getQuality().get(cell).getOutcome() == QualityOutcome.FAIL;
    }

    private CellCall call(
            int cell, @Nullable String subtype, @Nullable Float probability, @Nullable AbstentionReason abstention) {
        return CellCall.newBuilder()
                .setBarcode(block.getBarcodes().get(cell))
                .setSubtype(subtype)
                .setProbability(probability)
                .setAbstention(abstention)
                .setQuality(block.getQuality().get(cell))
                .build();
    }

    private CellPredictions.Builder common(String bundle, String model, int firstCell) {
        return CellPredictions.newBuilder()
                .setId(id(bundle, firstCell))
                .setSite(block.getSite())
                .setCaptureId(block.getCaptureId())
                .setBatchId(block.getBatchId())
                .setSubjectId(block.getSubjectId())
                .setExperimentId(block.getExperimentId())
                .setTimepoint(block.getTimepoint())
                .setTimepointUnit(block.getTimepointUnit())
                .setModel(model)
                .setBundleSha256(bundle)
                .setReferenceId(block.getReferenceId())
                .setEpoch(block.getEpoch())
                .setCorrectionMode(block.getCorrection().getMode())
                .setBlock(block.getBlock())
                .setBlocks(block.getBlocks())
                .setCells(block.getCells())
                .setBarcodesSha256(block.getBarcodesSha256())
                .setFirstCell(firstCell)
                .setTimes(StageTimes.newBuilder(block.getTimes())
                        .setScoredAt(now)
                        .build())
                .setOrigin(block.getOrigin())
                .setNormalizedOrigin(origin);
    }

    /** The same block under the same reference and bundle has the same id, whenever it is scored. */
    private String id(String bundle, int firstCell) {
        return Sha256.of(String.join(
                "\n",
                Keys.ofBlock(block.getSite(), block.getCaptureId(), block.getBlock()),
                Integer.toString(firstCell),
                block.getContentSha256(),
                block.getReferenceId(),
                Long.toString(block.getEpoch()),
                bundle));
    }
}
