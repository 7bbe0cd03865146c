package org.expressway.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.expressway.schemas.avro.CellCall;
import org.expressway.schemas.avro.CellPredictions;
import org.expressway.schemas.avro.QualityOutcome;
import org.jspecify.annotations.Nullable;

/** One cell as a program or a person reads it. */
record CellRow(
        String site,
        String captureId,
        String barcode,
        @Nullable String subtype,
        @Nullable Float probability,
        Map<String, Float> probabilities,
        @Nullable String abstention,
        String quality,
        String reason,
        double totalCounts,
        int detectedGenes,
        @Nullable Double mitochondrialShare,
        String correctionMode,
        String bundleSha256,
        String referenceId,
        int block) {
    static final String HEADER = line("barcode", "call", "p", "quality", "counts", "genes", "mito", "why");

    static void each(CellPredictions slice, Consumer<CellRow> to) {
        for (int cell = 0; cell < slice.getCalls().size(); cell++) {
            to.accept(of(slice, cell));
        }
    }

    private static CellRow of(CellPredictions slice, int cell) {
        CellCall call = slice.getCalls().get(cell);
        return new CellRow(
                slice.getSite(),
                slice.getCaptureId(),
                call.getBarcode(),
                call.getSubtype(),
                call.getProbability(),
                probabilities(slice, cell),
                call.getAbstention() == null ? null : call.getAbstention().name(),
                call.getQuality().getOutcome().name(),
                call.getQuality().getReason(),
                call.getQuality().getTotalCounts(),
                call.getQuality().getDetectedGenes(),
                call.getQuality().getMitochondrialShare(),
                slice.getCorrectionMode().name(),
                slice.getBundleSha256(),
                slice.getReferenceId(),
                slice.getBlock());
    }

    /** Empty for a cell that was not scored. */
    private static Map<String, Float> probabilities(CellPredictions slice, int cell) {
        Map<String, Float> probabilities = new LinkedHashMap<>();
        List<String> classes = slice.getClasses();
        for (int k = 0; k < classes.size(); k++) {
            float probability = slice.getProbabilities().get(cell * classes.size() + k);
            if (!Float.isNaN(probability)) {
                probabilities.put(classes.get(k), probability);
            }
        }
        return probabilities;
    }

    String text() {
        return line(
                barcode,
                subtype == null ? "(" + abstention + ")" : subtype,
                probability == null ? "" : "%.3f".formatted(probability),
                quality,
                "%.0f".formatted(totalCounts),
                Integer.toString(detectedGenes),
                mitochondrialShare == null ? "" : "%.3f".formatted(mitochondrialShare),
                quality.equals(QualityOutcome.PASS.name()) ? "" : reason);
    }

    private static String line(String... cells) {
        List<Object> all = new ArrayList<>(List.of(cells));
        return "%-20s  %-16s  %5s  %-7s  %8s  %6s  %5s  %s"
                .formatted(all.toArray())
                .stripTrailing();
    }
}
