package org.expressway.analysis.drift;

import java.util.List;
import org.expressway.analysis.drift.ChartState.Averages;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;

/** {@link Chart} as bytes: 8 a gene, some 160 KB for a panel of 20,000. */
public final class ChartFormat {
    private static final String MAGIC = "EXDC";
    private static final int VERSION = 2;

    private ChartFormat() {}

    public static byte[] write(Chart chart) {
        ChartState state = chart.averages();
        BinaryWriter out = new BinaryWriter(MAGIC, VERSION)
                .integer(state.learning())
                .integer(Math.toIntExact(state.samples()))
                .texts(List.of(chart.restlessSince()))
                .integer(chart.raised() ? 1 : 0)
                .integer(chart.calm());
        write(out, state.usual());
        write(out, state.moving());
        return out.toBytes();
    }

    /** @throws IllegalArgumentException when the bytes are not what {@link #write} wrote */
    public static Chart read(byte[] bytes) {
        BinaryReader in = new BinaryReader("drift chart", bytes, MAGIC, VERSION);
        int learning = in.integer();
        int samples = in.integer();
        String[] restlessSince = in.texts().toArray(String[]::new);
        boolean raised = in.choice(2) == 1;
        int calm = in.integer();
        ChartState state = new ChartState(learning, samples, averages(in), averages(in));
        in.end();
        return new Chart(state, restlessSince, raised, calm);
    }

    private static void write(BinaryWriter out, Averages averages) {
        Floats.write(out, averages.genes);
        out.numbers(averages.latent).numbers(averages.composition).numbers(averages.scalars);
    }

    private static Averages averages(BinaryReader in) {
        return new Averages(Floats.read(in), in.numbers(), in.numbers(), in.numbers());
    }
}
