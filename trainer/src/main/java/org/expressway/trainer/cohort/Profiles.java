package org.expressway.trainer.cohort;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Samples × genes, row by row, wherever the rows are: on the heap, or in a file that is read as they are asked for. What
 * goes through them once, or takes a batch at a time, needs no memory for all.
 *
 * <p>A row that {@link #get} gives may be the one that is kept or a copy of it; it is not to be written to.
 */
public abstract class Profiles extends AbstractList<float[]> implements RandomAccess {
    /** Of a chunk: 16 MB, of which a comparison holds a few copies. */
    private static final int MOST_VALUES = 1 << 22;

    /** Genes of a row; 0 where there is no row. */
    public abstract int width();

    /** Fills {@code into} with the values of a row from gene {@code from} on. */
    public abstract void read(int row, int from, float[] into);

    @Override
    public float[] get(int row) {
        float[] values = new float[width()];
        read(row, 0, values);
        return values;
    }

    /**
     * Rows on the heap, shared and not copied.
     *
     * @throws UnfitTrainingSet when they are not of one length
     */
    public static Profiles of(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new UnfitTrainingSet("row %d has %d genes, the first has %d; samples of one panel are expected"
                        .formatted(i + 1, rows[i].length, width));
            }
        }
        return new Listed(Arrays.asList(rows), width);
    }

    /** These of another list, read when they are asked for; each has {@code width} values. */
    public static Profiles of(List<float[]> rows, int width) {
        return new Listed(rows, width);
    }

    /** These alone, in this order. */
    public Profiles only(int[] rows) {
        return new Chosen(this, rows.clone());
    }

    /** These, and the others after them. */
    public Profiles and(Profiles others) {
        return others.isEmpty() ? this : new Joined(this, others);
    }

    /** Some rows on the heap at once. */
    public float[][] batch(int[] rows) {
        return IntStream.of(rows).mapToObj(this::get).toArray(float[][]::new);
    }

    /** All rows in their order, at most so many on the heap at once, and fewer where they are long. */
    public Stream<float[][]> chunks(int most) {
        int rows = Math.max(1, Math.min(most, MOST_VALUES / Math.max(1, width())));
        return IntStream.iterate(0, from -> from < size(), from -> from + rows)
                .mapToObj(from -> batch(
                        IntStream.range(from, Math.min(size(), from + rows)).toArray()));
    }

    private static final class Listed extends Profiles {
        private final List<float[]> rows;
        private final int width;

        Listed(List<float[]> rows, int width) {
            this.rows = rows;
            this.width = width;
        }

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public float[] get(int row) {
            return rows.get(row);
        }

        @Override
        public void read(int row, int from, float[] into) {
            System.arraycopy(rows.get(row), from, into, 0, into.length);
        }
    }

    private static final class Chosen extends Profiles {
        private final Profiles all;
        private final int[] rows;

        Chosen(Profiles all, int[] rows) {
            this.all = all;
            this.rows = rows;
        }

        @Override
        public int size() {
            return rows.length;
        }

        @Override
        public int width() {
            return all.width();
        }

        @Override
        public float[] get(int row) {
            return all.get(rows[row]);
        }

        @Override
        public void read(int row, int from, float[] into) {
            all.read(rows[row], from, into);
        }

        @Override
        public Profiles only(int[] chosen) {
            return new Chosen(all, Arrays.stream(chosen).map(i -> rows[i]).toArray());
        }
    }

    private static final class Joined extends Profiles {
        private final Profiles first;
        private final Profiles second;

        Joined(Profiles first, Profiles second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public int size() {
            return first.size() + second.size();
        }

        @Override
        public int width() {
            return first.isEmpty() ? second.width() : first.width();
        }

        @Override
        public float[] get(int row) {
            return row < first.size() ? first.get(row) : second.get(row - first.size());
        }

        @Override
        public void read(int row, int from, float[] into) {
            if (row < first.size()) {
                first.read(row, from, into);
            } else {
                second.read(row - first.size(), from, into);
            }
        }
    }
}
