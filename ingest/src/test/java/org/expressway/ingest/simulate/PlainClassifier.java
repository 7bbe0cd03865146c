package org.expressway.ingest.simulate;

import java.util.List;

/** Softmax regression with L2 on standardised genes, by plain gradient descent: what a first model would be. */
final class PlainClassifier {
    private static final int STEPS = 150;
    private static final double L2 = 0.01;

    private final List<String> classes;
    private final double[] mean;
    private final double[] sd;
    private final double[][] weights;
    private final double[] bias;

    PlainClassifier(List<double[]> profiles, List<String> labels) {
        classes = labels.stream().distinct().sorted().toList();
        int genes = profiles.get(0).length;
        mean = new double[genes];
        sd = new double[genes];
        PlainAlignment.moments(profiles, mean, sd);
        weights = new double[classes.size()][genes];
        bias = new double[classes.size()];
        List<double[]> x = profiles.stream().map(this::standardised).toList();
        double rate = 1.0 / genes * 4;
        for (int step = 0; step < STEPS; step++) {
            descend(x, labels, rate);
        }
    }

    String call(double[] profile) {
        double[] p = probabilities(standardised(profile));
        int best = 0;
        for (int k = 1; k < p.length; k++) {
            best = p[k] > p[best] ? k : best;
        }
        return classes.get(best);
    }

    double accuracy(List<double[]> profiles, List<String> truth) {
        int right = 0;
        for (int i = 0; i < profiles.size(); i++) {
            right += call(profiles.get(i)).equals(truth.get(i)) ? 1 : 0;
        }
        return (double) right / profiles.size();
    }

    private void descend(List<double[]> x, List<String> labels, double rate) {
        double[][] gradient = new double[classes.size()][mean.length];
        double[] biasGradient = new double[classes.size()];
        for (int i = 0; i < x.size(); i++) {
            double[] p = probabilities(x.get(i));
            for (int k = 0; k < p.length; k++) {
                double error = (p[k] - (classes.get(k).equals(labels.get(i)) ? 1 : 0)) / x.size();
                biasGradient[k] += error;
                for (int g = 0; g < mean.length; g++) {
                    gradient[k][g] += error * x.get(i)[g];
                }
            }
        }
        for (int k = 0; k < weights.length; k++) {
            bias[k] -= rate * biasGradient[k];
            for (int g = 0; g < mean.length; g++) {
                weights[k][g] -= rate * (gradient[k][g] + L2 * weights[k][g]);
            }
        }
    }

    private double[] probabilities(double[] x) {
        double[] logits = bias.clone();
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logits.length; k++) {
            for (int g = 0; g < x.length; g++) {
                logits[k] += weights[k][g] * x[g];
            }
            largest = Math.max(largest, logits[k]);
        }
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            logits[k] = Math.exp(logits[k] - largest);
            sum += logits[k];
        }
        for (int k = 0; k < logits.length; k++) {
            logits[k] /= sum;
        }
        return logits;
    }

    private double[] standardised(double[] profile) {
        double[] x = new double[profile.length];
        for (int g = 0; g < x.length; g++) {
            x[g] = (profile[g] - mean[g]) / Math.max(sd[g], 1e-3);
        }
        return x;
    }
}
