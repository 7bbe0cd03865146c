package org.expressway.ingest.matrix;

import java.util.Arrays;

/** Where the numbers of a matrix are kept while it is read, a profile a sample. Mutable. */
sealed interface Profiles {
    /** Makes room for so many genes, or cuts to them; what is there stays. */
    void resize(int genes);

    /** Puts one value a sample, each exact in this precision, in the place of a gene. */
    void set(int gene, double[] row);

    /** float32, {@code [sample][gene]}. */
    record Float32(float[][] values) implements Profiles {
        @Override
        public void resize(int genes) {
            for (int s = 0; s < values.length; s++) {
                values[s] = Arrays.copyOf(values[s], genes);
            }
        }

        @Override
        public void set(int gene, double[] row) {
            for (int s = 0; s < values.length; s++) {
                values[s][gene] = (float) row[s];
            }
        }
    }

    /** float64, {@code [sample][gene]}. */
    record Float64(double[][] values) implements Profiles {
        @Override
        public void resize(int genes) {
            for (int s = 0; s < values.length; s++) {
                values[s] = Arrays.copyOf(values[s], genes);
            }
        }

        @Override
        public void set(int gene, double[] row) {
            for (int s = 0; s < values.length; s++) {
                values[s][gene] = row[s];
            }
        }
    }
}
