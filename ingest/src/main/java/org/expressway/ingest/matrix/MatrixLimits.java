package org.expressway.ingest.matrix;

/**
 * How large a table may be before reading stops, so that a wrong file is an error message and not a machine without
 * memory.
 *
 * @param lineBytes longest line
 * @param cells genes x samples
 */
public record MatrixLimits(int genes, int samples, long cells, int lineBytes) {
    private static final int BYTES_A_SAMPLE = 1024;

    /** 200,000 genes, 1,000,000 samples or one a KB of memory, 2e9 cells or as many as fit half of this process's memory. */
    public static MatrixLimits standard() {
        return standard(Precision.FLOAT32);
    }

    static MatrixLimits standard(Precision precision) {
        long memory = Runtime.getRuntime().maxMemory();
        long fitting = memory / (2 * precision.bytes);
        int samples = (int) Math.min(1_000_000, memory / BYTES_A_SAMPLE);
        return new MatrixLimits(200_000, samples, Math.min(2_000_000_000L, fitting), 64 << 20);
    }
}
