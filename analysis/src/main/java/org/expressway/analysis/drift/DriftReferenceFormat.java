package org.expressway.analysis.drift;

import java.util.List;
import java.util.Optional;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;

/** {@link DriftReference} as bytes; the same value gives the same bytes. */
public final class DriftReferenceFormat {
    private static final String MAGIC = "EXDR";
    private static final int VERSION = 4;

    private DriftReferenceFormat() {}

    public static byte[] write(DriftReference reference) {
        BinaryWriter out = new BinaryWriter(MAGIC, VERSION);
        DriftFrame frame = reference.frame();
        write(out, frame.genes());
        write(out, frame.latent());
        write(out, frame.energy());
        write(out, frame.composition());
        write(out, frame.confidence());
        write(out, frame.ambiguity());
        write(out, reference.study());
        out.integer(reference.controls().isPresent() ? 1 : 0);
        reference.controls().ifPresent(controls -> {
            out.texts(controls.materials());
            write(out, controls.genes());
            write(out, controls.energy());
            write(out, controls.limits());
        });
        return out.integer(reference.learning())
                .numbers(reference.ownProbabilities())
                .integers(reference.samples())
                .toBytes();
    }

    /** @throws IllegalArgumentException when the bytes are not what {@link #write} wrote */
    public static DriftReference read(byte[] bytes) {
        BinaryReader in = new BinaryReader("drift reference", bytes, MAGIC, VERSION);
        DriftFrame frame = new DriftFrame(classFrame(in), latent(in), scale(in), composition(in), scale(in), scale(in));
        ChartLimits study = limits(in);
        Optional<ControlFrame> controls = Optional.empty();
        if (in.choice(2) == 1) {
            List<String> materials = in.texts();
            controls = Optional.of(new ControlFrame(materials, classFrame(in), scale(in), limits(in)));
        }
        DriftReference reference =
                new DriftReference(frame, study, controls, in.integer(), in.numbers(), in.integers());
        in.end();
        return reference;
    }

    private static void write(BinaryWriter out, ClassFrame frame) {
        FloatRows.write(out, frame.centroids());
        out.floats(frame.inverseSd());
        out.integers(frame.sizes());
    }

    private static ClassFrame classFrame(BinaryReader in) {
        return new ClassFrame(FloatRows.read(in), in.floats(), in.integers());
    }

    private static void write(BinaryWriter out, LatentFrame frame) {
        FloatRows.write(out, frame.axes().rows());
        out.numbers(frame.mean()).numbers(frame.sd());
        out.floats(frame.restSd());
    }

    private static LatentFrame latent(BinaryReader in) {
        return new LatentFrame(new Axes(FloatRows.read(in)), in.numbers(), in.numbers(), in.floats());
    }

    private static void write(BinaryWriter out, ClassScale scale) {
        out.numbers(scale.mean()).numbers(scale.sd());
    }

    private static ClassScale scale(BinaryReader in) {
        return new ClassScale(in.numbers(), in.numbers());
    }

    private static void write(BinaryWriter out, CompositionFrame frame) {
        out.numbers(frame.location()).integer(frame.whitening().length);
        for (double[] row : frame.whitening()) {
            out.numbers(row);
        }
    }

    private static CompositionFrame composition(BinaryReader in) {
        double[] location = in.numbers();
        double[][] whitening = new double[in.length(Integer.BYTES)][];
        for (int j = 0; j < whitening.length; j++) {
            whitening[j] = in.numbers();
        }
        return new CompositionFrame(location, whitening);
    }

    private static void write(BinaryWriter out, ChartLimits limits) {
        for (Tail tail : limits.tails()) {
            out.numbers(tail.values());
        }
        out.numbers(limits.lengths().logThresholds())
                .numbers(limits.lengths().logLengths())
                .numbers(limits.achieved());
    }

    private static ChartLimits limits(BinaryReader in) {
        Tail[] tails = new Tail[Channel.COUNT];
        for (int c = 0; c < tails.length; c++) {
            tails[c] = new Tail(in.numbers());
        }
        return new ChartLimits(tails, new RunLengths(in.numbers(), in.numbers()), in.numbers());
    }
}
