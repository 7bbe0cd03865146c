package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.expressway.analysis.drift.InControlRuns.Runs;
import org.expressway.analysis.drift.InControlRuns.Source;
import org.expressway.analysis.drift.LatentFrame.Parted;
import org.expressway.analysis.drift.Observation.Expected;

/**
 * Samples in control, drawn from few subjects, so that they differ from the frame's expectation as new subjects will.
 *
 * <p>The frame's own means are wrong by their sampling error, variance 1/n per standard deviation, and that error stays
 * for as long as the frame serves: it is a small drift in every chart. The m subjects here show it, but with an error
 * of their own on top, 1/m. What they say of it in the mean is therefore drawn toward nothing, by m/(m + n), and the
 * rest of the uncertainty, 1/(m + n), is put back by letting each run draw from a pool of m + n draws of its own (a
 * bootstrap). Together that is 1/n again, and charts run neither longer nor shorter than is asked.
 *
 * <p>What is left of the genes is drawn apart from it, by {@link Rests}: thousands of genes that came again together would
 * add up, as those of new subjects do not.
 */
final class Resampling implements Runs {
    private final List<Standing> standings;
    private final int[][] bySubject;
    private final int pool;
    private final Rests rests;

    /** One sample but its genes, as its chart takes it. */
    private record Standing(
            double energy,
            double energySd,
            double[] latent,
            double[] composition,
            double confidence,
            double ambiguity) {}

    private Resampling(List<Standing> standings, int[][] bySubject, int pool, Rests rests) {
        this.standings = standings;
        this.bySubject = bySubject;
        this.pool = pool;
        this.rests = rests;
    }

    /**
     * Samples like those of a cohort.
     *
     * @param moments samples behind its locations and scales
     * @param learning samples that a chart first learns from
     */
    static Resampling of(DriftFrame frame, DriftCohort cohort, int moments, int learning) {
        Parted[] parted = new Parted[cohort.size()];
        Observation[] seen = new Observation[parted.length];
        for (int i = 0; i < parted.length; i++) {
            Profile one = cohort.profiles().get(i);
            float[] z = frame.genes().standardised(one.normalised(), one.called());
            parted[i] = frame.latent().parted(z);
            seen[i] = frame.observe(one, z);
        }
        int[][] bySubject = cohort.bySubject();
        int[] called = Arrays.stream(seen).mapToInt(Observation::called).toArray();
        float[][] rests = Arrays.stream(parted).map(Parted::rest).toArray(float[][]::new);
        return new Resampling(
                standings(seen, parted, moments),
                bySubject,
                bySubject.length + moments,
                Rests.of(rests, new Rests.Classes(called, frame.genes().sizes()), bySubject, learning));
    }

    private static List<Standing> standings(Observation[] seen, Parted[] parted, int others) {
        double[] energy = shrunk(
                IntStream.range(0, seen.length)
                        .mapToDouble(i -> seen[i].energy().standardised(parted[i].logEnergy()))
                        .toArray(),
                others);
        double[] confidence =
                shrunk(Arrays.stream(seen).mapToDouble(Observation::confidence).toArray(), others);
        double[] ambiguity =
                shrunk(Arrays.stream(seen).mapToDouble(Observation::ambiguity).toArray(), others);
        double[][] latent = columnsShrunk(seen, Observation::latent, others);
        double[][] composition = columnsShrunk(seen, Observation::composition, others);
        return IntStream.range(0, seen.length)
                .mapToObj(i -> new Standing(
                        energy[i], seen[i].energy().sd(), latent[i], composition[i], confidence[i], ambiguity[i]))
                .toList();
    }

    @Override
    public Source begin(SplittableRandom start) {
        int[] drawn = IntStream.range(0, pool)
                .map(i -> start.nextInt(bySubject.length))
                .toArray();
        Rests.Run genes = rests.begin(start);
        float[] nothingUsual = new float[rests.genes()];
        return random -> {
            int[] subject = bySubject[drawn[random.nextInt(pool)]];
            Standing standing = standings.get(subject[random.nextInt(subject.length)]);
            byte[] drawnGenes = Observation.rounded(genes.next(random));
            double logEnergy = Energy.log(Observation.values(drawnGenes), nothingUsual, 0);
            return observation(standing, genes.called(), drawnGenes, logEnergy);
        };
    }

    /** Expects of the drawn genes what lets the sample stand where it stood. */
    private static Observation observation(Standing standing, int called, byte[] genes, double logEnergy) {
        Expected expected = new Expected(logEnergy - standing.energySd() * standing.energy(), standing.energySd());
        return new Observation(
                expected,
                called,
                genes,
                standing.latent(),
                standing.composition(),
                standing.confidence(),
                standing.ambiguity());
    }

    private static double[][] columnsShrunk(Observation[] seen, Function<Observation, double[]> of, int others) {
        double[][] rows = new double[seen.length][of.apply(seen[0]).length];
        for (int k = 0; k < rows[0].length; k++) {
            int axis = k;
            double[] column = shrunk(
                    Arrays.stream(seen).mapToDouble(one -> of.apply(one)[axis]).toArray(), others);
            for (int i = 0; i < rows.length; i++) {
                rows[i][k] = column[i];
            }
        }
        return rows;
    }

    private static double[] shrunk(double[] values, int others) {
        double mean =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(0);
        double off = mean * others / (values.length + others);
        return Arrays.stream(values).map(v -> v - off).toArray();
    }
}
