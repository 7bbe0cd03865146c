package org.expressway.trainer.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
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
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.Unlabelled;
import org.expressway.trainer.store.SampleStore;
import org.expressway.trainer.topic.Endpoints;
import org.jspecify.annotations.Nullable;

/**
 * The labelled samples at one moment: study samples of the active reference, settled (FINAL or LATE), not withdrawn.
 *
 * @param set the samples, sorted by key, gaps filled
 * @param firstServed per sample its PROVISIONAL values as it was first served, gaps filled; null where there are none
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
        List<float @Nullable []> firstServed,
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
        Memory.requireFor(labelled.size(), reference.genes());
        Imputation imputation = new Imputation(reference.means());
        Manifest manifest = new Manifest(reference.referenceId());
        List<String> subtypes = new ArrayList<>();
        List<float @Nullable []> firstServed = new ArrayList<>();
        List<@Nullable String> fits = new ArrayList<>();
        float[][] values = new float[labelled.size()][];
        int[] missing = new int[labelled.size()];
        for (SnapshotSample sample : labelled) {
            int i = subtypes.size();
            SnapshotRow row = settled(sample);
            SnapshotLabel label = store.holdings().labelOf(sample.getKey()).orElseThrow();
            values[i] = store.read(row);
            imputation.fill(values[i]);
            missing[i] = row.getMissing();
            firstServed.add(firstServed(sample, reference, store));
            fits.add(row.getFitId());
            manifest.add(sample, row, label);
            subtypes.add(label.getSubtype());
        }
        Unlabelled others =
                withoutLabel ? Unlabelling.of(reference, store, labelled.size(), manifest, say) : Unlabelled.none();
        TrainingSet set = TrainingSet.of(
                        values,
                        subtypes,
                        labelled.stream().map(SnapshotSample::getSubjectId).toList(),
                        labelled.stream().map(SnapshotSample::getKey).toList())
                .withGeneIds(reference.names())
                .withUnlabelled(others);
        return new Snapshot(
                reference,
                set,
                firstServed,
                fits,
                missing,
                imputation,
                store.holdings().labels(),
                undecodable,
                manifest.bytes());
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

    private static float @Nullable [] firstServed(SnapshotSample sample, ActiveReference reference, SampleStore store)
            throws IOException {
        SnapshotRow row = sample.getFirstServed();
        if (row == null || !reference.isScaleOf(row)) {
            return null;
        }
        float[] values = store.read(row);
        new Imputation(reference.means()).fill(values);
        return values;
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
