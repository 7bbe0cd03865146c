package org.expressway.analysis.correct;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Mean silhouette (Rousseeuw 1987) on the leading principal components of samples, the textbook way. */
final class Silhouette {
    private Silhouette() {}

    /** Distances of samples in their first principal components, from the eigenvectors of the centred Gram matrix. */
    static double[][] distances(List<double[]> samples, int components) {
        int n = samples.size();
        double[][] gram = gram(samples);
        double[][] vectors = identity(n);
        for (int sweep = 0; sweep < 50; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(gram, vectors, p, q);
                }
            }
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(gram[b][b], gram[a][a]));
        double[][] distances = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int c = 0; c < components; c++) {
                    int k = order[c];
                    double d = (vectors[i][k] - vectors[j][k]) * Math.sqrt(Math.max(0, gram[k][k]));
                    sum += d * d;
                }
                distances[i][j] = Math.sqrt(sum);
            }
        }
        return distances;
    }

    static double mean(double[][] distances, List<String> labels) {
        double sum = 0;
        for (int i = 0; i < distances.length; i++) {
            double own = apart(distances[i], labels, labels.get(i), i);
            double other = Double.POSITIVE_INFINITY;
            for (String label : new TreeSet<>(labels)) {
                if (!label.equals(labels.get(i))) {
                    other = Math.min(other, apart(distances[i], labels, label, i));
                }
            }
            sum += (other - own) / Math.max(other, own);
        }
        return sum / distances.length;
    }

    private static double apart(double[] distances, List<String> labels, String label, int self) {
        double sum = 0;
        int seen = 0;
        for (int j = 0; j < distances.length; j++) {
            if (j != self && labels.get(j).equals(label)) {
                sum += distances[j];
                seen++;
            }
        }
        return sum / seen;
    }

    private static double[][] gram(List<double[]> samples) {
        int n = samples.size();
        int genes = samples.get(0).length;
        double[] mean = new double[genes];
        samples.forEach(sample -> Arrays.setAll(mean, g -> mean[g] + sample[g] / n));
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int g = 0; g < genes; g++) {
                    gram[i][j] += (samples.get(i)[g] - mean[g]) * (samples.get(j)[g] - mean[g]);
                }
            }
        }
        return gram;
    }

    private static double[][] identity(int n) {
        double[][] one = new double[n][n];
        for (int i = 0; i < n; i++) {
            one[i][i] = 1;
        }
        return one;
    }

    /** One rotation of Jacobi's, which makes the element (p, q) zero. */
    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.signum(theta == 0 ? 1 : theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = vectors[k][p];
            double vq = vectors[k][q];
            vectors[k][p] = c * vp - s * vq;
            vectors[k][q] = s * vp + c * vq;
        }
    }
}
