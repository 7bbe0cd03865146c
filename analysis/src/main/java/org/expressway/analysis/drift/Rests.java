package org.expressway.analysis.drift;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What the axes leave of the genes, drawn again and again from few samples as if each were of a new subject.
 *
 * <p>New subjects have nothing in common but what is wrong with the frame: their thousands of genes are as good as
 * perpendicular. Drawn with replacement, the same genes come again while the averages still hold them, and add up: in charts of
 * 2,000 genes from 150 subjects one sample in 100 then had a statistic of 190 where real ones have 120, and with a target of 300
 * samples they ran to 566, and to 1,589 where they learned what is usual first. Therefore each is drawn with a sign of its own, no
 * subject again within the next {@value #APART} draws or where the chart has learned from it, and to each run belongs an error of
 * the frame that does not change:
 *
 * <pre>
 *   z = ± r_i √(n/(n − 1)) + δ,     δ = Σ_j ± r_j / √(J · basis),     r_i beside the mean of the n samples
 * </pre>
 */
final class Rests {
    /** The averages have forgotten all but a twentieth then. */
    private static final int APART = 50;
    /** Draws that an error is made of. */
    private static final int DRAWS = 64;

    private final float[][] rests;
    private final int[][] bySubject;
    private final int basis;
    private final int learning;

    private Rests(float[][] rests, int[][] bySubject, int basis, int learning) {
        this.rests = rests;
        this.bySubject = bySubject;
        this.basis = basis;
        this.learning = learning;
    }

    /**
     * Takes the samples' mean off, and gives back what that takes of their spread.
     *
     * @param rests samples × genes, changed; NaN is missing
     * @param bySubject the places of each subject's samples
     * @param basis samples behind the frame's centroids
     * @param learning samples that a chart first learns from
     */
    static Rests of(float[][] rests, int[][] bySubject, int basis, int learning) {
        for (int g = 0; g < rests[0].length; g++) {
            double sum = 0;
            int n = 0;
            for (float[] row : rests) {
                sum += Float.isNaN(row[g]) ? 0 : row[g];
                n += Float.isNaN(row[g]) ? 0 : 1;
            }
            float mean = (float) (sum / Math.max(1, n));
            float wider = n < 2 ? 1 : (float) Math.sqrt(n / (n - 1.));
            for (float[] row : rests) {
                row[g] = (row[g] - mean) * wider;
            }
        }
        return new Rests(rests, bySubject, basis, learning);
    }

    Run begin(SplittableRandom start) {
        return new Run(start);
    }

    /** Of one chart. */
    final class Run {
        private final float[] error = new float[rests[0].length];
        private final Subjects learners;
        private final Subjects others;
        private int drawn;

        private Run(SplittableRandom start) {
            int[] order = shuffled(bySubject.length, start);
            int some = Math.min(learning, order.length / 2);
            int left = order.length - some;
            others = new Subjects(Arrays.copyOfRange(order, some, order.length), Math.min(APART, left / 2));
            learners = some == 0 ? others : new Subjects(Arrays.copyOf(order, some), some - 1);
            float share = (float) (1 / Math.sqrt((double) DRAWS * basis));
            for (int k = 0; k < DRAWS; k++) {
                float[] rest = rests[start.nextInt(rests.length)];
                float factor = start.nextBoolean() ? share : -share;
                for (int g = 0; g < error.length; g++) {
                    error[g] += Float.isNaN(rest[g]) ? 0 : factor * rest[g];
                }
            }
        }

        float[] next(SplittableRandom random) {
            int[] samples = bySubject[(drawn++ < learning ? learners : others).next(random)];
            float[] rest = rests[samples[random.nextInt(samples.length)]];
            float sign = random.nextBoolean() ? 1 : -1;
            float[] z = new float[rest.length];
            for (int g = 0; g < z.length; g++) {
                z[g] = sign * rest[g] + error[g];
            }
            return z;
        }
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** Some subjects, none drawn twice within a while. */
    private static final class Subjects {
        private final int[] subjects;
        private final int apart;
        private final Deque<Integer> last = new ArrayDeque<>();

        Subjects(int[] subjects, int apart) {
            this.subjects = subjects;
            this.apart = apart;
        }

        int next(SplittableRandom random) {
            int subject = subjects[random.nextInt(subjects.length)];
            while (last.contains(subject)) {
                subject = subjects[random.nextInt(subjects.length)];
            }
            last.addLast(subject);
            if (last.size() > apart) {
                last.removeFirst();
            }
            return subject;
        }
    }
}
