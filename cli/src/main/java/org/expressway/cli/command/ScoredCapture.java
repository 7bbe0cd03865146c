package org.expressway.cli.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CellCall;
import org.expressway.schemas.avro.CellPredictions;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.StageTimes;
import org.jspecify.annotations.Nullable;

/** The cells of one capture as they were scored. Mutable; made for one reading. */
final class ScoredCapture {
    private final String key;
    private final TreeMap<Integer, TreeMap<Integer, CellPredictions>> blocks = new TreeMap<>();

    ScoredCapture(String key) {
        this.key = key;
    }

    /** A higher epoch of a block takes the place of all its slices. */
    void accept(CellPredictions slice) {
        TreeMap<Integer, CellPredictions> slices = blocks.computeIfAbsent(slice.getBlock(), b -> new TreeMap<>());
        long known = slices.isEmpty()
                ? slice.getEpoch()
                : slices.firstEntry().getValue().getEpoch();
        if (slice.getEpoch() > known) {
            slices.clear();
        }
        if (slice.getEpoch() >= known) {
            slices.put(slice.getFirstCell(), slice);
        }
    }

    /** In the order of the capture. */
    List<CellPredictions> slices() {
        return blocks.values().stream()
                .flatMap(slices -> slices.values().stream())
                .toList();
    }

    Summary summary() {
        Map<String, Integer> classes = new TreeMap<>();
        Map<String, Integer> abstained = new TreeMap<>();
        MessageDigest barcodes = Sha256.newDigest();
        int cells = 0;
        int flagged = 0;
        for (CellPredictions slice : slices()) {
            for (CellCall call : slice.getCalls()) {
                cells++;
                flagged += call.getQuality().getOutcome() == QualityOutcome.FLAG ? 1 : 0;
                barcodes.update((call.getBarcode() + "\n").getBytes(StandardCharsets.UTF_8));
                boolean named = call.getSubtype() != null;
                (named ? classes : abstained)
                        .merge(named ? call.getSubtype() : String.valueOf(call.getAbstention()), 1, Integer::sum);
            }
        }
        CellPredictions any = slices().get(0);
        boolean complete = HexFormat.of().formatHex(barcodes.digest()).equals(any.getBarcodesSha256());
        return new Summary(
                key,
                cells,
                any.getCells(),
                complete,
                shares(classes, cells),
                classes,
                abstained,
                flagged,
                any.getModel(),
                any.getBundleSha256(),
                any.getReferenceId(),
                any.getCorrectionMode().name(),
                edge(StageTimes::getPublishedAt, Comparator.naturalOrder()),
                edge(StageTimes::getScoredAt, Comparator.reverseOrder()));
    }

    /** The first of its blocks' times in an order; null where none has one. */
    private @Nullable String edge(Function<StageTimes, @Nullable Instant> time, Comparator<Instant> order) {
        return slices().stream()
                .flatMap(slice -> Stream.ofNullable(time.apply(slice.getTimes())))
                .min(order)
                .map(Instant::toString)
                .orElse(null);
    }

    private static Map<String, Double> shares(Map<String, Integer> classes, int cells) {
        Map<String, Double> shares = new TreeMap<>();
        classes.forEach((name, n) -> shares.put(name, n / (double) cells));
        return shares;
    }

    /**
     * A capture in one line.
     *
     * @param cells scored or abstained so far
     * @param published cells of the capture
     * @param complete whether the barcodes seen are all of the capture's, in its order
     * @param shares of all cells, by class
     * @param abstained cells without a call, by reason
     * @param flagged cells called although a quality check flags them
     * @param publishedAt of the first block
     * @param scoredAt of the last block
     */
    record Summary(
            String capture,
            int cells,
            int published,
            boolean complete,
            Map<String, Double> shares,
            Map<String, Integer> calls,
            Map<String, Integer> abstained,
            int flagged,
            String model,
            String bundleSha256,
            String referenceId,
            String correctionMode,
            @Nullable String publishedAt,
            @Nullable String scoredAt) {

        String text() {
            StringBuilder text = new StringBuilder("%s: %d of %d cells%s"
                    .formatted(capture, cells, published, complete ? "" : ", the rest is on its way or refused"));
            calls.forEach((name, n) -> text.append(", %s %d (%.1f %%)".formatted(name, n, 100.0 * n / cells)));
            abstained.forEach((reason, n) -> text.append(", %s %d".formatted(reason, n)));
            return text.append(flagged == 0 ? "" : "; %d are flagged".formatted(flagged))
                    .toString();
        }
    }
}
