package org.expressway.trainer.drift;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.calibrate.LeastAmbiguousSets;
import org.expressway.analysis.drift.DriftCalibration;
import org.expressway.analysis.drift.DriftCohort;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.DriftReferenceFormat;
import org.expressway.analysis.drift.Profile;
import org.expressway.trainer.calibrate.Calibration;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.cohort.HeapRoom;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.snapshot.Snapshot;
import org.expressway.trainer.topic.Endpoints;

/**
 * Learns what charts are read against. The samples that taught the model give what is usual, the held-out ones, halved by
 * subject, give its moments and the thresholds: of those that the model has learned from it is too sure.
 */
public final class DriftPart {
    /** Samples by which a chart first learns what is usual at its site. */
    private static final int LEARNING = 50;

    /** Held-out subjects of each half below which a threshold would be a guess. */
    private static final int FEWEST = 20;

    private static final double[] HALVES = {.5, .5};
    private static final double TOLD = 300;

    private final Endpoints endpoints;
    private final Consumer<String> say;

    /** @param say hears what was learned, or why nothing was */
    public DriftPart(Endpoints endpoints, Consumer<String> say) {
        this.endpoints = endpoints;
        this.say = say;
    }

    /**
     * The bytes for the bundle; empty where too few were held out, or the samples do not fit into the heap.
     *
     * @throws IOException where a fit cannot be read
     */
    public Optional<ByteBuffer> of(Snapshot snapshot, Choice choice, Calibration calibration, long seed)
            throws IOException {
        TrainingSet set = snapshot.set();
        long people = Arrays.stream(choice.split().test())
                .mapToObj(set.subjects()::get)
                .distinct()
                .count();
        String hindrance = hindrance(set, people);
        if (!hindrance.isEmpty()) {
            say.accept("no drift charts: " + hindrance);
            return Optional.empty();
        }
        DriftReference learned = learned(snapshot, choice, calibration, seed);
        say.accept(String.format(
                Locale.ROOT,
                "drift charts: learned from %d subjects' samples held out; asked for %.0f samples to a false alarm, they run %.0f; %s",
                people,
                TOLD,
                learned.achieved(TOLD),
                learned.controls().isPresent() ? "controls are charted" : "too few controls to chart them"));
        return Optional.of(ByteBuffer.wrap(DriftReferenceFormat.write(learned)));
    }

    /** Why there are no charts; empty where there are. */
    private static String hindrance(TrainingSet set, long people) {
        if (people < 2 * FEWEST) {
            return "%d subjects are held out, expected %d or more; label more samples".formatted(people, 2 * FEWEST);
        }
        // Before and after correction; the third is for what is worked out of those held out.
        boolean fits = HeapRoom.holds(3. * Float.BYTES * set.samples() * set.genes());
        return fits ? "" : "their samples do not fit into the heap together; give the trainer more (-Xmx)";
    }

    private DriftReference learned(Snapshot snapshot, Choice choice, Calibration calibration, long seed)
            throws IOException {
        TrainingSet set = snapshot.set();
        String reference = snapshot.reference().referenceId();
        BeforeCorrection before = new BeforeCorrection(endpoints.artifacts(), reference);
        float[][] normalised = before.of(snapshot);
        List<Profile> profiles = profiles(set, normalised, choice, calibration);
        Split split = choice.split();
        int[] taught = IntStream.concat(IntStream.of(split.train()), IntStream.of(split.validation()))
                .sorted()
                .toArray();
        DriftCohort[] halves = cohort(set, profiles, split.test()).parted(HALVES, seed);
        DriftReference learned = DriftCalibration.learn(
                new DriftCalibration.Parts(cohort(set, profiles, taught), halves[0], halves[1]),
                set.classes().size(),
                LEARNING,
                seed);
        KnownControls controls = KnownControls.read(endpoints, reference, before);
        return controls.suffice() ? learned.withControls(controls.values(), controls.kinds(), seed) : learned;
    }

    private static List<Profile> profiles(
            TrainingSet set, float[][] normalised, Choice choice, Calibration calibration) {
        double[][] p = calibration.temperature().apply(choice.released().probabilities(set.x()));
        LatentSpace space = calibration.strangeness().orElseThrow().space();
        LeastAmbiguousSets sets = Objects.requireNonNull(calibration.sets().get(Calibration.FINAL));
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            double[] latent = space.place(set.x().get(i)).latent();
            profiles.add(new Profile(normalised[i], latent, p[i], sets.set(p[i]).size() > 1));
        }
        return profiles;
    }

    private static DriftCohort cohort(TrainingSet set, List<Profile> profiles, int[] samples) {
        return new DriftCohort(
                IntStream.of(samples).mapToObj(profiles::get).toList(),
                set.labels(samples),
                IntStream.of(samples).mapToObj(set.subjects()::get).toList());
    }
}
