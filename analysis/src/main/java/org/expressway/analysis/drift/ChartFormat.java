package org.expressway.analysis.drift;

import java.util.List;
import org.expressway.analysis.drift.ChartState.Averages;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;

/**
 * {@link Chart} as bytes, in two parts of 4 a gene, some 80 KB each for a panel of 20,000: what moves with every sample, and
 * what is usual, which stands as it is from when the chart has learned it.
 */
public final class ChartFormat {
    private static final String MOVING = "EXDC";
    private static final String USUAL = "EXDU";
    private static final int VERSION = 4;
    /** All but the genes. */
    private static final int FEW_BYTES = 4096;

    private ChartFormat() {}

    public static byte[] moving(Chart chart) {
        ChartState state = chart.averages();
        BinaryWriter out = new BinaryWriter(MOVING, VERSION, bytes(state.moving()))
                .integer(state.learning())
                .integer(Math.toIntExact(state.samples()))
                .texts(List.of(chart.restlessSince()))
                .integer(chart.raised() ? 1 : 0)
                .integer(chart.calm())
                .numbers(state.errors().centroid())
                .numbers(state.errors().sample());
        write(out, state.moving());
        return out.toBytes();
    }

    public static byte[] usual(Chart chart) {
        BinaryWriter out =
                new BinaryWriter(USUAL, VERSION, bytes(chart.averages().usual()));
        write(out, chart.averages().usual());
        return out.toBytes();
    }

    /** @throws IllegalArgumentException when the bytes are not what {@link #moving} and {@link #usual} wrote */
    public static Chart read(byte[] moving, byte[] usual) {
        BinaryReader known = new BinaryReader("drift chart's usual values", usual, USUAL, VERSION);
        Averages of = averages(known);
        known.end();
        BinaryReader in = new BinaryReader("drift chart", moving, MOVING, VERSION);
        int learning = in.integer();
        int samples = in.integer();
        String[] restlessSince = in.texts().toArray(String[]::new);
        boolean raised = in.choice(2) == 1;
        int calm = in.integer();
        ClassErrors errors = new ClassErrors(in.numbers(), in.numbers());
        ChartState state = new ChartState(learning, samples, errors, of, averages(in));
        in.end();
        return new Chart(state, restlessSince, raised, calm);
    }

    /** Somewhat more than they take. */
    private static int bytes(Averages averages) {
        return averages.genes.length * Float.BYTES + FEW_BYTES;
    }

    private static void write(BinaryWriter out, Averages averages) {
        out.floats(averages.genes)
                .numbers(averages.latent)
                .numbers(averages.composition)
                .numbers(averages.classes)
                .numbers(averages.scalars);
    }

    private static Averages averages(BinaryReader in) {
        return new Averages(in.floats(), in.numbers(), in.numbers(), in.numbers(), in.numbers());
    }
}
