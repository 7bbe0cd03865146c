package org.expressway.analysis.evaluate;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How calls in service did, as far as labels have come, and how they should have done by their own word.
 *
 * <p>Accuracy is that of the most probable subtype whether the call was withheld or not; beside it stands the accuracy of the
 * calls that were given. The expected accuracy needs no label: the mean probability of the top call is the share that is
 * right, if the probabilities are true. Where it and the accuracy part, calibration is lost. A label that the model does not
 * know is a miss at probability 0, not left out.
 *
 * @param calls all of them
 * @param withoutModel those that had no model to answer; they count in no figure but this and {@code abstained}
 * @param abstained share of all calls that were withheld; NaN where there is none
 * @param expectedAccuracy mean top probability of all calls with a model, labelled or not; NaN where there is none
 * @param labelled calls with a model and a label
 * @param metrics of the labelled ones; null where there is none
 * @param accuracy share of labelled calls that are right, with its interval
 * @param perfectEce 95 % quantile of the calibration error if the probabilities were true; NaN without labels
 * @param given labelled calls that were not withheld
 * @param accuracyGiven share of those that are right, with its interval
 * @param sets labelled calls with a conformal set
 * @param coverage share of those whose label is in the set, with its interval
 */
public record ServedFigures(
        int calls,
        int withoutModel,
        double abstained,
        double expectedAccuracy,
        int labelled,
        @Nullable Metrics metrics,
        Wilson accuracy,
        double perfectEce,
        int given,
        Wilson accuracyGiven,
        int sets,
        Wilson coverage) {

    /** @param seed of the draws behind {@code perfectEce} */
    public static ServedFigures of(List<ServedCall> calls, long seed) {
        List<ServedCall> asked = calls.stream().filter(ServedCall::hasModel).toList();
        List<ServedCall> labelled =
                asked.stream().filter(call -> call.label() != null).toList();
        List<ServedCall> given =
                labelled.stream().filter(call -> !call.abstained()).toList();
        List<ServedCall> sets =
                labelled.stream().filter(call -> call.set() != null).toList();
        Matrix all = Matrix.of(labelled);
        return new ServedFigures(
                calls.size(),
                calls.size() - asked.size(),
                share(calls.stream().filter(ServedCall::abstained).count(), calls.size()),
                asked.stream().mapToDouble(ServedCall::confidence).average().orElse(Double.NaN),
                labelled.size(),
                labelled.isEmpty() ? null : Metrics.of(all.p(), all.y()),
                Wilson.of(all.right(), labelled.size()),
                labelled.isEmpty() ? Double.NaN : PerfectModel.ece95(all.p(), seed),
                given.size(),
                Wilson.of(Matrix.of(given).right(), given.size()),
                sets.size(),
                Wilson.of(sets.stream().filter(ServedFigures::covered).count(), sets.size()));
    }

    private static boolean covered(ServedCall call) {
        return call.set() != null && call.label() != null && call.set().contains(call.label());
    }

    private static double share(long part, int whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    /**
     * Labelled calls as rows over the subtypes of all of them.
     *
     * @param p calls × subtypes
     * @param y per call the index of its label
     */
    private record Matrix(double[][] p, int[] y) {
        static Matrix of(List<ServedCall> calls) {
            SortedSet<String> names = new TreeSet<>();
            calls.forEach(call -> {
                names.addAll(call.probabilities().keySet());
                names.add(String.valueOf(call.label()));
            });
            List<String> subtypes = List.copyOf(names);
            double[][] p = new double[calls.size()][subtypes.size()];
            int[] y = new int[calls.size()];
            for (int i = 0; i < y.length; i++) {
                for (int k = 0; k < subtypes.size(); k++) {
                    p[i][k] = calls.get(i).probabilities().getOrDefault(subtypes.get(k), 0.);
                }
                y[i] = subtypes.indexOf(String.valueOf(calls.get(i).label()));
            }
            return new Matrix(p, y);
        }

        int right() {
            int right = 0;
            for (int i = 0; i < y.length; i++) {
                right += Metrics.call(p[i]) == y[i] ? 1 : 0;
            }
            return right;
        }
    }
}
