package org.expressway.scorer;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.schemas.wire.FloatVector;

/** Networks with weights from a seed, as bundles. */
final class SmallNetwork {
    static {
        AvroSafety.apply(); // before a record is built whose enum takes its default
    }

    private SmallNetwork() {}

    /** @param widths genes, hidden layers, classes */
    static ModelBundle.Builder bundle(long seed, int... widths) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][][] weights = new float[widths.length - 1][][];
        for (int l = 0; l < weights.length; l++) {
            weights[l] = new float[widths[l]][widths[l + 1]];
            for (float[] row : weights[l]) {
                for (int o = 0; o < row.length; o++) {
                    row[o] = (float) (random.nextGaussian() * 1.4 / Math.sqrt(widths[l]));
                }
            }
        }
        return ModelBundle.newBuilder()
                .setModel("subtype")
                .setRecipe("dense")
                .setReferenceId(SmallModel.REFERENCE)
                .setPanelId("panel")
                .setClasses(IntStream.range(0, widths[widths.length - 1])
                        .mapToObj(k -> "class" + k)
                        .toList())
                .setImputation(FloatVector.of(new float[widths[0]]))
                .setOnnx(ByteBuffer.wrap(TinyOnnx.network(weights)))
                .setDataFingerprint("fingerprint")
                .setSeed(seed);
    }

    static float[] profile(SplittableRandom random, int genes) {
        float[] values = new float[genes];
        for (int g = 0; g < genes; g++) {
            values[g] = random.nextInt(50) == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        return values;
    }
}
