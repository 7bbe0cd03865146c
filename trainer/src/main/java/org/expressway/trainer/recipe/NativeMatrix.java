package org.expressway.trainer.recipe;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;

import org.bytedeco.javacpp.DoublePointer;

/**
 * A matrix of doubles outside the heap, rows one after the other, that OpenBLAS multiplies without copying it each time.
 * Holds native memory until closed.
 */
final class NativeMatrix implements AutoCloseable {
    private final int rows;
    private final int columns;
    private final DoublePointer values;

    NativeMatrix(double[] rowMajor, int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.values = new DoublePointer(rowMajor);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** {@code this · right}, where right is columns × width; gives rows × width. */
    double[] times(double[] right, int width) {
        return product(CblasNoTrans, rows, columns, right, width);
    }

    /** {@code thisᵀ · right}, where right is rows × width; gives columns × width. */
    double[] transposedTimes(double[] right, int width) {
        return product(CblasTrans, columns, rows, right, width);
    }

    private double[] product(int transposition, int outRows, int inner, double[] right, int width) {
        double[] out = new double[outRows * width];
        try (DoublePointer b = new DoublePointer(right);
                DoublePointer c = new DoublePointer((long) out.length)) {
            cblas_dgemm(
                    CblasRowMajor,
                    transposition,
                    CblasNoTrans,
                    outRows,
                    width,
                    inner,
                    1,
                    values,
                    columns,
                    b,
                    width,
                    0,
                    c,
                    width);
            c.get(out);
        }
        return out;
    }

    @Override
    public void close() {
        values.close();
    }
}
