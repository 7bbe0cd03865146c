package org.expressway.analysis.drift;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.analysis.math.Shuffle;

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
 *   z = ± r_i + δ_c,     δ_c = Σ_j ± r_j / √(J n_c),     r_i = (rest_i − m/(m + n) mean_c) √((m + n)/(m + n − 1))
 * </pre>
 *
 * <p>c is the sample's class, mean_c of its m samples here, n those behind its centroid: what the m say of the centroid's error is
 * taken off as far as they know it, and an error of the same size is put in its place.
 */
final class Rests {
    /** The averages have forgotten all but a twentieth then. */
    private static final int APART = 50;
    /** Draws that an error is made of. */
    private static final int DRAWS = 32;

    private final float[][] rests;
    private final Classes classes;
    private final int[][] bySubject;
    private final int learning;

    /**
     * Which class each sample was called.
     *
     * @param called one a sample
     * @param behind samples behind each class's centroid
     */
    record Classes(int[] called, int[] behind) {}

    private Rests(float[][] rests, Classes classes, int[][] bySubject, int learning) {
        this.rests = rests;
        this.classes = classes;
        this.bySubject = bySubject;
        this.learning = learning;
    }

    /**
     * Prepares samples to be drawn from.
     *
     * @param rests samples × genes, changed; NaN is missing
     * @param bySubject the places of each subject's samples
     * @param learning samples that a chart first learns from
     */
    static Rests of(float[][] rests, Classes classes, int[][] bySubject, int learning) {
        for (int c = 0; c < classes.behind().length; c++) {
            int of = c;
            float[][] own = IntStream.range(0, rests.length)
                    .filter(i -> classes.called()[i] == of)
                    .mapToObj(i -> rests[i])
                    .toArray(float[][]::new);
            centre(own, Math.max(1, classes.behind()[c]));
        }
        return new Rests(rests, classes, bySubject, learning);
    }

    private static void centre(float[][] rests, int behind) {
        for (int g = 0; rests.length > 0 && g < rests[0].length; g++) {
            double sum = 0;
            int n = 0;
            for (float[] row : rests) {
                sum += Float.isNaN(row[g]) ? 0 : row[g];
                n += Float.isNaN(row[g]) ? 0 : 1;
            }
            double all = n + behind;
            float off = (float) (sum / all); // mean · n / all
            float wider = (float) Math.sqrt(all / Math.max(1, all - 1));
            for (float[] row : rests) {
                row[g] = (row[g] - off) * wider;
            }
        }
    }

    int genes() {
        return rests[0].length;
    }

    Run begin(SplittableRandom start) {
        return new Run(start);
    }

    /** Of one chart. */
    final class Run {
        private final float[][] errors = new float[classes.behind().length][];
        private final Subjects learners;
        private final Subjects others;
        private int drawn;
        private int called;

        private Run(SplittableRandom start) {
            int[] order = Shuffle.order(bySubject.length, start);
            int some = Math.min(learning, order.length / 2);
            int left = order.length - some;
            others = new Subjects(Arrays.copyOfRange(order, some, order.length), Math.min(APART, left / 2));
            learners = some == 0 ? others : new Subjects(Arrays.copyOf(order, some), some - 1);
            for (int c = 0; c < errors.length; c++) {
                errors[c] = error(Math.max(1, classes.behind()[c]), start);
            }
        }

        /** A sample's genes; {@link #called} says of which class. */
        float[] next(SplittableRandom random) {
            int[] samples = bySubject[(drawn++ < learning ? learners : others).next(random)];
            int sample = samples[random.nextInt(samples.length)];
            called = classes.called()[sample];
            float[] rest = rests[sample];
            float[] error = errors[called];
            float sign = random.nextBoolean() ? 1 : -1;
            float[] z = new float[rest.length];
            for (int g = 0; g < z.length; g++) {
                z[g] = sign * rest[g] + error[g];
            }
            return z;
        }

        int called() {
            return called;
        }
    }

    private float[] error(int behind, SplittableRandom random) {
        float[] error = new float[genes()];
        float share = (float) (1 / Math.sqrt((double) DRAWS * behind));
        for (int k = 0; k < DRAWS; k++) {
            float[] rest = rests[random.nextInt(rests.length)];
            float factor = random.nextBoolean() ? share : -share;
            for (int g = 0; g < error.length; g++) {
                error[g] += Float.isNaN(rest[g]) ? 0 : factor * rest[g];
            }
        }
        return error;
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
