package org.expressway.trainer.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.expressway.schemas.avro.SnapshotLabel;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.avro.SnapshotSample;
import org.expressway.schemas.topic.Keys;
import org.expressway.trainer.cohort.FirstValues;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.Unlabelled;
import org.expressway.trainer.store.SampleStore;
import org.expressway.trainer.topic.Endpoints;
import org.jspecify.annotations.Nullable;

/**
 * The labelled samples at one moment: study samples of the active reference, settled (FINAL or LATE), not withdrawn.
 *
 * @param set the samples, sorted by key, gaps filled; their values stay in the store's files and are read as they are asked for
 * @param firstServed PROVISIONAL values as the samples were first served, gaps filled
 * @param fits per sample the SHA-256 of the fit that corrected it; null where nothing was fitted
 * @param missing per sample the genes that had no value
 * @param imputation what filled the gaps
 * @param labels how many labels there were; those without a settled sample are not in the set
 * @param undecodable records of the topics that were left out, because they are none
 * @param manifest all that a model learned from the set depends on, sample by sample
 */
public record Snapshot(
        ActiveReference reference,
        TrainingSet set,
        FirstValues firstServed,
        List<@Nullable String> fits,
        int[] missing,
        Imputation imputation,
        int labels,
        long undecodable,
        byte[] manifest) {

    /** Reads as {@link #read(Endpoints, Path, Clock, boolean, Consumer)} does, the labelled samples alone. */
    public static Snapshot read(Endpoints endpoints, Path folder, Clock clock, Consumer<String> say)
            throws IOException {
        return read(endpoints, folder, clock, false, say);
    }

    /**
     * Reads the topics up to their present ends, from where the store in this folder had ended.
     *
     * @param withoutLabel whether settled samples that nobody has labelled stand beside the others; they are then a part of the fingerprint
     * @param say hears of what took long or came unexpectedly
     */
    public static Snapshot read(
            Endpoints endpoints, Path folder, Clock clock, boolean withoutLabel, Consumer<String> say)
            throws IOException {
        ActiveReference reference = ActiveReference.read(endpoints);
        try (SampleStore store = SampleStore.open(folder)) {
            long undecodable = CatchUp.run(endpoints, store, clock, say);
            return of(reference, store, undecodable, withoutLabel, say);
        }
    }

    private static Snapshot of(
            ActiveReference reference, SampleStore store, long undecodable, boolean withoutLabel, Consumer<String> say)
            throws IOException {
        List<SnapshotSample> labelled = labelled(reference, store);
        Imputation imputation = new Imputation(reference.means());
        Manifest manifest = new Manifest(reference.referenceId());
        List<String> subtypes = new ArrayList<>();
        List<SnapshotRow> rows = new ArrayList<>();
        List<@Nullable String> fits = new ArrayList<>();
        for (SnapshotSample sample : labelled) {
            SnapshotRow row = settled(sample);
            SnapshotLabel label = store.holdings().labelOf(sample.getKey()).orElseThrow();
            fits.add(row.getFitId());
            manifest.add(sample, row, label);
            subtypes.add(label.getSubtype());
            rows.add(row);
        }
        imputation.count(store.profiles(rows, unfilled(reference)));
        Unlabelled others = withoutLabel ? unlabelled(reference, store, manifest, say) : Unlabelled.none();
        TrainingSet set = TrainingSet.of(
                        store.profiles(rows, imputation.means()),
                        subtypes,
                        labelled.stream().map(SnapshotSample::getSubjectId).toList(),
                        labelled.stream().map(SnapshotSample::getKey).toList())
                .withGeneIds(reference.names())
                .withUnlabelled(others);
        return new Snapshot(
                reference,
                set,
                firstServed(labelled, reference, store, imputation.means()),
                fits,
                rows.stream().mapToInt(SnapshotRow::getMissing).toArray(),
                imputation,
                store.holdings().labels(),
                undecodable,
                manifest.bytes());
    }

    private static float[] unfilled(ActiveReference reference) {
        float[] none = new float[reference.genes()];
        Arrays.fill(none, Float.NaN);
        return none;
    }

    private static List<SnapshotSample> labelled(ActiveReference reference, SampleStore store) {
        return store.holdings()
                .samples()
                .filter(sample -> store.holdings().labelOf(sample.getKey()).isPresent())
                .filter(sample -> sample.getSettled() != null && reference.isScaleOf(sample.getSettled()))
                .toList();
    }

    private static SnapshotRow settled(SnapshotSample sample) {
        SnapshotRow row = sample.getSettled();
        if (row == null) {
            throw new IllegalStateException(sample.getKey() + " is not settled");
        }
        return row;
    }

    private static FirstValues firstServed(
            List<SnapshotSample> samples, ActiveReference reference, SampleStore store, float[] means)
            throws IOException {
        List<SnapshotRow> rows = new ArrayList<>();
        int[] rowOf = new int[samples.size()];
        for (int i = 0; i < rowOf.length; i++) {
            SnapshotRow row = samples.get(i).getFirstServed();
            rowOf[i] = -1;
            if (row != null && reference.isScaleOf(row)) {
                rowOf[i] = rows.size();
                rows.add(row);
            }
        }
        return new FirstValues(store.profiles(rows, means), rowOf);
    }

    /** The settled samples that nobody has labelled, gaps filled. */
    private static Unlabelled unlabelled(
            ActiveReference reference, SampleStore store, Manifest manifest, Consumer<String> say) throws IOException {
        List<SnapshotSample> samples = store.holdings()
                .samples()
                .filter(sample -> store.holdings().labelOf(sample.getKey()).isEmpty())
                .filter(sample -> sample.getSettled() != null && reference.isScaleOf(sample.getSettled()))
                .toList();
        say.accept("%d samples without a label beside them".formatted(samples.size()));
        samples.forEach(sample -> manifest.add(sample, settled(sample)));
        return new Unlabelled(
                store.profiles(
                        samples.stream().map(Snapshot::settled).toList(), new Imputation(reference.means()).means()),
                samples.stream().map(SnapshotSample::getSubjectId).toList());
    }

    /** SHA-256 over all that a model learned from the set depends on; the name of the manifest among the artifacts. */
    public String fingerprint() {
        return Manifest.fingerprint(manifest);
    }

    /** The id of a gene of the panel; its place where the panel is not at hand. */
    public String geneName(int gene) {
        return gene < set.geneIds().size() ? set.geneIds().get(gene) : "gene " + (gene + 1);
    }

    /** Per sample the site of its key. */
    public List<String> sites() {
        return set.keys().stream().map(Keys::site).toList();
    }

    /** Subjects of this snapshot of whom an earlier one, given by its manifest, has no sample. */
    public Set<String> subjectsUnseenBy(byte[] earlierManifest) {
        Map<String, String> earlier = new TreeMap<>(Manifest.subjects(earlierManifest));
        Set<String> unseen = new TreeSet<>(set.subjects());
        unseen.removeAll(Set.copyOf(earlier.values()));
        return unseen;
    }
}
