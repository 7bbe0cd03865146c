package org.expressway.analysis.explain;

/**
 * The margin that is explained: the logit of one class minus that of another.
 *
 * @param top index of the class called
 * @param second index of the runner-up
 */
public record Margin(int top, int second) {
    public Margin {
        if (top < 0 || second < 0 || top == second) {
            throw new IllegalArgumentException("a margin between classes " + top + " and " + second
                    + "; expected two different ones, counted from 0");
        }
    }

    /** The two most probable classes; of equals the first. */
    public static Margin of(double[] probabilities) {
        if (probabilities.length < 2) {
            throw new IllegalArgumentException(probabilities.length + " classes; a margin needs two");
        }
        int top = largest(probabilities, -1);
        return new Margin(top, largest(probabilities, top));
    }

    private static int largest(double[] values, int except) {
        int largest = -1;
        for (int k = 0; k < values.length; k++) {
            if (k != except && (largest < 0 || values[k] > values[largest])) {
                largest = k;
            }
        }
        return largest;
    }
}
