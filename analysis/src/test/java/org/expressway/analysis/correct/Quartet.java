package org.expressway.analysis.correct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.expressway.analysis.oracle.Oracles;
import org.expressway.analysis.oracle.Table;

/**
 * The Quartet reference RNAs in two laboratories: four RNAs, three replicates each, log2 FPKM. The same tubes went to both,
 * so every difference between laboratories is technical. Laboratory 1 is the reference and names the RNAs as materials; of
 * laboratory 2 one replicate of each RNA is a control, and the other 8 samples are the study.
 */
final class Quartet {
    private static final List<String> REPLICATES = List.of("1", "2", "3");

    /** How laboratory 2 is treated. */
    enum Way {
        RAW,
        SVA,
        ONE_CONTROL_ALONE,
        CONTROLS_ALONE,
        ONE_CONTROL,
        BRIDGED
    }

    /**
     * @param byLab silhouette by laboratory on 10 components, of the 12 samples of laboratory 1 and the 8 of the study
     * @param bySample silhouette by RNA
     * @param rmse of the study samples to laboratory 1's means of their RNA, log2
     */
    record Figures(double byLab, double bySample, double rmse, double sd, double omega2) {}

    private Quartet() {}

    /** The mean over the three choices of the control replicate. */
    static Figures figures(Way way, boolean allGenes) {
        Table matrix = Oracles.data("quartet-rnaseq-2labs/matrix.tsv.gz");
        Table samples = Oracles.data("quartet-rnaseq-2labs/samples.tsv");
        List<Sample> all = IntStream.range(0, samples.rows().size())
                .mapToObj(i -> new Sample(
                        samples.texts("sample").get(i),
                        samples.texts("condition").get(i),
                        samples.texts("lab").get(i),
                        samples.texts("rep").get(i),
                        matrix.numbers(samples.texts("sample").get(i))))
                .toList();
        double[] sums = new double[5];
        for (String replicate : REPLICATES) {
            Figures one = figures(way, allGenes, all, replicate);
            double[] figures = {one.byLab, one.bySample, one.rmse, one.sd, one.omega2};
            Arrays.setAll(sums, i -> sums[i] + figures[i] / REPLICATES.size());
        }
        return new Figures(sums[0], sums[1], sums[2], sums[3], sums[4]);
    }

    private record Sample(String id, String material, String lab, String replicate, double[] values) {}

    private static Figures figures(Way way, boolean allGenes, List<Sample> all, String replicate) {
        List<Sample> reference = all.stream().filter(s -> s.lab.equals("L01")).toList();
        List<Sample> batch = all.stream().filter(s -> s.lab.equals("L02")).toList();
        CorrectionBasis basis = CorrectionBasis.learn(
                CorrectionSettings.defaults(),
                reference.stream()
                        .map(s -> new BasisSample(MemberRole.STUDY, s.material, null, s.values))
                        .toList(),
                allGenes ? Double.NEGATIVE_INFINITY : 0,
                allGenes ? 0 : .05);
        List<Sample> study =
                batch.stream().filter(s -> !s.replicate.equals(replicate)).toList();
        BatchCorrector corrector = new BatchCorrector(basis);
        List<Member> members = batch.stream()
                .map(s -> new Member(
                        s.id,
                        s.replicate.equals(replicate) ? MemberRole.CONTROL : MemberRole.STUDY,
                        s.material,
                        s.values))
                .filter(m -> m.role() == MemberRole.STUDY
                        ? way != Way.CONTROLS_ALONE && way != Way.ONE_CONTROL_ALONE
                        : way == Way.BRIDGED
                                || way == Way.CONTROLS_ALONE
                                || way != Way.SVA && "D5".equals(m.material()))
                .sorted(Comparator.comparing(Member::id))
                .toList();
        BatchCorrection fit = corrector.fit(way == Way.RAW ? List.of() : members);
        SampleCorrection correction = corrector.ready(fit);
        List<double[]> values = new ArrayList<>();
        reference.forEach(s -> values.add(s.values));
        for (Sample s : study) {
            double[] out = new double[s.values.length];
            correction.apply(s.values, out);
            values.add(out);
        }
        boolean[] corrected = basis.moments().corrected();
        List<double[]> seen = values.stream().map(v -> chosen(v, corrected)).toList();
        List<Sample> shown = new ArrayList<>(reference);
        shown.addAll(study);
        double[][] distances = Silhouette.distances(seen, 10);
        return new Figures(
                Silhouette.mean(distances, shown.stream().map(Sample::lab).toList()),
                Silhouette.mean(distances, shown.stream().map(Sample::material).toList()),
                rmse(study, seen.subList(reference.size(), seen.size()), materials(reference, corrected)),
                fit.fit().meanPosteriorSd(),
                fit.omega2());
    }

    private static SortedMap<String, double[]> materials(List<Sample> reference, boolean[] corrected) {
        SortedMap<String, GeneMoments> moments = new TreeMap<>();
        for (Sample s : reference) {
            double[] values = chosen(s.values, corrected);
            moments.computeIfAbsent(s.material, any -> new GeneMoments(values.length))
                    .plus(values);
        }
        SortedMap<String, double[]> means = new TreeMap<>();
        moments.forEach((name, one) -> means.put(name, one.means()));
        return means;
    }

    private static double rmse(List<Sample> study, List<double[]> values, SortedMap<String, double[]> means) {
        double squares = 0;
        long seen = 0;
        for (int i = 0; i < study.size(); i++) {
            double[] mean = means.get(study.get(i).material);
            for (int g = 0; g < mean.length; g++) {
                double off = values.get(i)[g] - mean[g];
                squares += off * off;
                seen++;
            }
        }
        return Math.sqrt(squares / seen);
    }

    private static double[] chosen(double[] values, boolean[] genes) {
        return IntStream.range(0, values.length)
                .filter(g -> genes[g])
                .mapToDouble(g -> values[g])
                .toArray();
    }
}
