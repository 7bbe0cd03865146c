package org.expressway.trainer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.analysis.evaluate.PerfectModel;
import org.expressway.analysis.evaluate.ReliabilityBin;
import org.expressway.trainer.cohort.TrainingSet;

/** Reads the figures of a recipe off what was held out. */
final class Summary {
    private final TrainingSet set;
    private final List<String> sites;
    private final List<HeldOut> runs;

    Summary(LabelledCohort cohort, List<HeldOut> runs) {
        this.set = cohort.set();
        this.sites = cohort.sites();
        this.runs = runs;
    }

    ModelFigures figures(String recipe, double alpha, double seconds) {
        List<Metrics> scaled = bySeed(HeldOut::scaled);
        List<Metrics> raw = bySeed(HeldOut::raw);
        int[][] confusion = pooledConfusion(scaled);
        double[][] pooled = runs.stream()
                .flatMap(run -> Arrays.stream(run.scaled(run.samples())))
                .toArray(double[][]::new);
        int[] labels = runs.stream()
                .flatMapToInt(run -> IntStream.of(set.labels(run.samples())))
                .toArray();
        return new ModelFigures(
                recipe,
                means(scaled),
                sds(scaled),
                means(raw),
                perfect(),
                confusion,
                ClassFigures.of(set.classes(), confusion, runs.size()),
                perFold(),
                sites.isEmpty() ? List.of() : perSite(),
                ReliabilityBin.of(pooled, labels),
                ConformalFigures.of(runs, set.y(), set.classes(), alpha),
                runs.stream()
                        .flatMapToDouble(run -> Arrays.stream(run.temperatures()))
                        .average()
                        .orElse(1),
                seconds);
    }

    private interface Probabilities {
        double[][] of(HeldOut run, int[] samples);
    }

    private List<Metrics> bySeed(Probabilities probabilities) {
        return runs.stream()
                .map(run -> Metrics.of(probabilities.of(run, run.samples()), set.labels(run.samples())))
                .toList();
    }

    private double perfect() {
        return IntStream.range(0, runs.size())
                .mapToDouble(
                        s -> PerfectModel.ece95(runs.get(s).scaled(runs.get(s).samples()), s + 1))
                .average()
                .orElse(0);
    }

    private static Map<String, Double> means(List<Metrics> runs) {
        return overRuns(runs, values -> Arrays.stream(values).average().orElseThrow());
    }

    private static Map<String, Double> sds(List<Metrics> runs) {
        return overRuns(runs, Summary::sd);
    }

    private static Map<String, Double> overRuns(List<Metrics> runs, Function<double[], Double> figure) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String name : runs.get(0).byName().keySet()) {
            double[] values = runs.stream()
                    .mapToDouble(run -> run.byName().getOrDefault(name, Double.NaN))
                    .toArray();
            figures.put(name, figure.apply(values));
        }
        return figures;
    }

    private static double sd(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    }

    private static int[][] pooledConfusion(List<Metrics> runs) {
        int k = runs.get(0).confusion().length;
        int[][] sum = new int[k][k];
        for (Metrics run : runs) {
            for (int row = 0; row < k; row++) {
                for (int column = 0; column < k; column++) {
                    sum[row][column] += run.confusion()[row][column];
                }
            }
        }
        return sum;
    }

    private List<GroupFigures> perFold() {
        List<GroupFigures> groups = new ArrayList<>();
        for (int s = 0; s < runs.size(); s++) {
            HeldOut run = runs.get(s);
            for (int f = 0; f < run.folds().size(); f++) {
                int[] test = run.folds().get(f).test();
                Metrics metrics = Metrics.of(run.scaled(test), set.labels(test));
                double coverage = ConformalFigures.coverage(run, test, set.y());
                groups.add(GroupFigures.of(run.folds().get(f).name(), s + 1, metrics, coverage));
            }
        }
        return groups;
    }

    private List<GroupFigures> perSite() {
        List<GroupFigures> groups = new ArrayList<>();
        for (String site : new TreeMap<>(countsBySite()).keySet()) {
            List<double[]> p = new ArrayList<>();
            List<Integer> y = new ArrayList<>();
            int inside = 0;
            for (HeldOut run : runs) {
                for (int i : run.samples()) {
                    if (sites.get(i).equals(site)) {
                        p.add(run.scaled()[i]);
                        y.add(set.y()[i]);
                        inside += run.sets()[i].contains(set.y()[i]) ? 1 : 0;
                    }
                }
            }
            if (!p.isEmpty()) {
                int[] labels = y.stream().mapToInt(Integer::intValue).toArray();
                Metrics metrics = Metrics.of(p.toArray(double[][]::new), labels);
                groups.add(GroupFigures.of(site, 0, metrics, (double) inside / p.size()));
            }
        }
        return groups;
    }

    private Map<String, Integer> countsBySite() {
        Map<String, Integer> counts = new TreeMap<>();
        sites.forEach(site -> counts.merge(site, 1, Integer::sum));
        return counts;
    }
}
