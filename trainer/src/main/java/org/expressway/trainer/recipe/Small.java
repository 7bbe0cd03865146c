package org.expressway.trainer.recipe;

/** Products of matrices too small for a call to BLAS, within larger arrays. Row by row. */
final class Small {
    private Small() {}

    static float dot(float[] a, int fromA, float[] b, int fromB, int n) {
        float sum = 0;
        for (int j = 0; j < n; j++) {
            sum += a[fromA + j] * b[fromB + j];
        }
        return sum;
    }

    /** out (rows × width) += a (rows × inner) · b (inner × width). */
    static void addProduct(
            float[] a, int atA, float[] b, int atB, float[] out, int atOut, int rows, int inner, int width) {
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < inner; k++) {
                float by = a[atA + i * inner + k];
                for (int c = 0; c < width; c++) {
                    out[atOut + i * width + c] += by * b[atB + k * width + c];
                }
            }
        }
    }

    /** out (n × width) += scale · a (n × n) · b (n × width), out where b is. */
    static void addScaledProduct(float[] a, int atA, float[] b, int atB, float[] out, int n, int width, float scale) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                float by = scale * a[atA + i * n + k];
                for (int c = 0; c < width; c++) {
                    out[atB + i * width + c] += by * b[atB + k * width + c];
                }
            }
        }
    }

    /** out (n × width) += scale · aᵀ (n × n) · b (n × width), out where b is. */
    static void addTransposedProduct(
            float[] a, int atA, float[] b, int atB, float[] out, int n, int width, float scale) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                float by = scale * a[atA + k * n + i];
                for (int c = 0; c < width; c++) {
                    out[atB + i * width + c] += by * b[atB + k * width + c];
                }
            }
        }
    }

    /** Turns the gradient by softmax's output into that by its input: p (d − Σ p d). */
    static void softmaxBack(float[] p, float[] delta, int from, int n) {
        float mean = dot(p, from, delta, from, n);
        for (int j = from; j < from + n; j++) {
            delta[j] = p[j] * (delta[j] - mean);
        }
    }
}
