package org.expressway.trainer.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.SnapshotCatalogue;
import org.expressway.schemas.avro.SnapshotLabel;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.avro.SnapshotSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each sample but for its values: which of its records count, its label, whether it was withdrawn.
 *
 * <p>Of the FINAL and LATE records that of the highest epoch counts, and within an epoch the later one, as they rank alike;
 * of the PROVISIONAL ones the first of the highest epoch, which is what the sample was first served with. Mutable: filled
 * record by record.
 */
public final class Holdings {
    private final Map<String, SnapshotSample> samples = new TreeMap<>();
    private final Map<String, SnapshotLabel> labels = new TreeMap<>();
    private final TreeSet<String> withdrawn = new TreeSet<>();

    /** Whether a record of a study sample would be kept, so that its values need a row. */
    public boolean wants(String key, CorrectedSample sample) {
        SnapshotSample held = samples.get(key);
        if (settled(sample)) {
            return held == null
                    || held.getSettled() == null
                    || held.getSettled().getEpoch() <= sample.getEpoch();
        }
        return sample.getStage() == Stage.PROVISIONAL
                && (held == null
                        || held.getFirstServed() == null
                        || held.getFirstServed().getEpoch() < sample.getEpoch());
    }

    /** Takes a record that is wanted. */
    public void keep(String key, CorrectedSample sample, SnapshotRow row) {
        SnapshotSample held = samples.get(key);
        SnapshotSample.Builder next = SnapshotSample.newBuilder()
                .setKey(key)
                .setBatchId(sample.getBatchId())
                .setSubjectId(sample.getSubjectId())
                .setSettled(held == null ? null : held.getSettled())
                .setFirstServed(held == null ? null : held.getFirstServed());
        samples.put(key, (settled(sample) ? next.setSettled(row) : next.setFirstServed(row)).build());
    }

    /** A tombstone of the corrected topic. */
    public void drop(String key) {
        samples.remove(key);
    }

    /** Takes a label; null takes it away. */
    public void label(String key, @Nullable Label label) {
        if (label == null) {
            labels.remove(key);
        } else {
            labels.put(key, new SnapshotLabel(key, label.getSubtype(), label.getSource(), label.getConfirmedAt()));
        }
    }

    public void forgetLabels() {
        labels.clear();
    }

    /** It is never taken back. */
    public void withdraw(SampleWithdrawal withdrawal) {
        withdrawn.add(Keys.of(withdrawal.getSite(), withdrawal.getSampleId()) + "/" + withdrawal.getBatchId());
    }

    /** Study samples that were not withdrawn, sorted by key. */
    public Stream<SnapshotSample> samples() {
        return samples.values().stream()
                .filter(sample -> !withdrawn.contains(sample.getKey() + "/" + sample.getBatchId()));
    }

    public Optional<SnapshotLabel> labelOf(String key) {
        return Optional.ofNullable(labels.get(key));
    }

    public int labels() {
        return labels.size();
    }

    private static boolean settled(CorrectedSample sample) {
        return sample.getStage() == Stage.FINAL || sample.getStage() == Stage.LATE;
    }

    void clear() {
        samples.clear();
        labels.clear();
        withdrawn.clear();
    }

    void fill(SnapshotCatalogue catalogue) {
        catalogue.getSamples().forEach(sample -> samples.put(sample.getKey(), sample));
        catalogue.getLabels().forEach(label -> labels.put(label.getKey(), label));
        withdrawn.addAll(catalogue.getWithdrawn());
    }

    SnapshotCatalogue.Builder describe(SnapshotCatalogue.Builder catalogue) {
        return catalogue
                .setSamples(List.copyOf(samples.values()))
                .setLabels(List.copyOf(labels.values()))
                .setWithdrawn(List.copyOf(withdrawn));
    }

    /** Rows of a panel that are referred to. */
    long rows(String panelId) {
        return samples.values().stream()
                .flatMap(sample -> Stream.of(
                        Optional.ofNullable(sample.getSettled()), Optional.ofNullable(sample.getFirstServed())))
                .flatMap(Optional::stream)
                .filter(row -> row.getPanelId().equals(panelId))
                .count();
    }

    /** Moves every row of a panel that is referred to. */
    void moveRows(String panelId, Function<Long, Long> move) {
        UnaryOperator<@Nullable SnapshotRow> moved = row -> row == null
                        || !row.getPanelId().equals(panelId)
                ? row
                : SnapshotRow.newBuilder(row).setRow(move.apply(row.getRow())).build();
        for (SnapshotSample sample : new ArrayList<>(samples.values())) {
            samples.put(
                    sample.getKey(),
                    SnapshotSample.newBuilder(sample)
                            .setSettled(moved.apply(sample.getSettled()))
                            .setFirstServed(moved.apply(sample.getFirstServed()))
                            .build());
        }
    }
}
