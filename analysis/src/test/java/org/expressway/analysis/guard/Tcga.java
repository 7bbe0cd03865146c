package org.expressway.analysis.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.analysis.oracle.Oracles;
import org.expressway.analysis.oracle.Table;

/** TCGA, eleven cancer types: 602 tumours and the normal tissue beside each; 76 hospitals, each of one cancer type. */
final class Tcga {
    /** @param values log2, 3,556 genes, NaN where missing */
    record Sample(String id, String cohort, String tissue, String hospital, double[] values) {
        boolean tumour() {
            return tissue.equals("tumour");
        }

        /** A patient gave one tumour and one normal sample; the first twelve letters of the barcode are the patient's. */
        String subject() {
            return id.substring(0, 12);
        }
    }

    private Tcga() {}

    static List<Sample> samples() {
        Table matrix = Oracles.data("tcga-11cohorts-tumour-normal/matrix.tsv.gz");
        Table table = Oracles.data("tcga-11cohorts-tumour-normal/samples.tsv");
        double[][] columns = columns(matrix);
        Map<String, Integer> places = new HashMap<>();
        for (int i = 1; i < matrix.header().size(); i++) {
            places.put(matrix.header().get(i), i - 1);
        }
        List<String> ids = table.texts("sample");
        List<String> cohorts = table.texts("cohort");
        List<String> tissues = table.texts("tissue");
        List<String> hospitals = table.texts("hospital_tss");
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            double[] values = columns[places.get(ids.get(i))];
            samples.add(new Sample(ids.get(i), cohorts.get(i), tissues.get(i), hospitals.get(i), values));
        }
        samples.sort(Comparator.comparing(Sample::id));
        return samples;
    }

    /** By hospital, the largest first, then by name. */
    static List<List<Sample>> hospitals(List<Sample> samples) {
        Map<String, List<Sample>> byName = new TreeMap<>();
        samples.forEach(sample -> byName.computeIfAbsent(sample.hospital(), any -> new ArrayList<>())
                .add(sample));
        return byName.values().stream()
                .sorted(Comparator.comparingInt((List<Sample> one) -> -one.size()))
                .toList();
    }

    private static double[][] columns(Table matrix) {
        int samples = matrix.header().size() - 1;
        double[][] columns = new double[samples][matrix.rows().size()];
        for (int g = 0; g < matrix.rows().size(); g++) {
            String[] row = matrix.rows().get(g);
            for (int i = 0; i < samples; i++) {
                columns[i][g] = row[i + 1].equals("NA") ? Double.NaN : Double.parseDouble(row[i + 1]);
            }
        }
        return columns;
    }
}
