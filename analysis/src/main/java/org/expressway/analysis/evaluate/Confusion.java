package org.expressway.analysis.evaluate;

/** Numbers of samples by true class (row) and called class (column), and the figures read off them. */
record Confusion(int[][] counts) {
    static Confusion of(double[][] p, int[] y) {
        int[][] counts = new int[p[0].length][p[0].length];
        for (int i = 0; i < y.length; i++) {
            counts[y[i]][Metrics.call(p[i])]++;
        }
        return new Confusion(counts);
    }

    double accuracy() {
        int right = 0;
        int all = 0;
        for (int c = 0; c < counts.length; c++) {
            right += counts[c][c];
            all += occurring(c);
        }
        return (double) right / all;
    }

    double balancedAccuracy() {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < counts.length; c++) {
            if (occurring(c) > 0) {
                sum += (double) counts[c][c] / occurring(c);
                classes++;
            }
        }
        return sum / classes;
    }

    double macroF1() {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < counts.length; c++) {
            int both = occurring(c) + called(c);
            if (both > 0) {
                sum += 2. * counts[c][c] / both;
                classes++;
            }
        }
        return sum / classes;
    }

    private int occurring(int c) {
        int sum = 0;
        for (int count : counts[c]) {
            sum += count;
        }
        return sum;
    }

    private int called(int c) {
        int sum = 0;
        for (int[] row : counts) {
            sum += row[c];
        }
        return sum;
    }
}
