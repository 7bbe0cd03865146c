package org.expressway.trainer.recipe;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/**
 * {@code out = in · weights + bias}.
 *
 * @param inputs number of inputs
 * @param outputs number of outputs
 * @param weights inputs × outputs, row by row
 * @param bias one per output
 */
public record AffineLayer(int inputs, int outputs, float[] weights, float[] bias) {
    public AffineLayer {
        if (weights.length != inputs * outputs || bias.length != outputs) {
            throw new IllegalArgumentException("%d weights and %d biases for a layer of %d inputs and %d outputs"
                    .formatted(weights.length, bias.length, inputs, outputs));
        }
    }

    /** Rows × outputs; copies the weights out of the heap, so many rows at once are cheaper than one by one. */
    float[] times(float[] x, int rows) {
        float[] out = new float[rows * outputs];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(bias, 0, out, i * outputs, outputs);
        }
        try (FloatPointer a = new FloatPointer(x);
                FloatPointer b = new FloatPointer(weights);
                FloatPointer c = new FloatPointer(out)) {
            cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    rows,
                    outputs,
                    inputs,
                    1,
                    a,
                    inputs,
                    b,
                    outputs,
                    1,
                    c,
                    outputs);
            c.get(out);
        }
        return out;
    }
}
