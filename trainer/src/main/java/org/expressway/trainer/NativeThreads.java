package org.expressway.trainer;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Holds BLAS and DL4J to a number of threads; OMP_NUM_THREADS does the same from outside and spares the start of the others. */
final class NativeThreads {
    private NativeThreads() {}

    static void limitTo(int threads) {
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        openblas_nolapack.blas_set_num_threads(threads);
    }
}
