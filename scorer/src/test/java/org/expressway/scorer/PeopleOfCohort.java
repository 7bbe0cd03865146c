package org.expressway.scorer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A published cohort of people of whom several samples were taken.
 *
 * @param values samples x genes, log2; NaN is missing
 * @param kind per sample its class
 * @param person per sample whose it is
 */
record PeopleOfCohort(float[][] values, int[] kind, List<String> person, List<String> kinds) {
    private static final int KIND = 1;
    private static final int PERSON = 2;

    /** Genes kept, those that vary most: a model of all 3,556 takes three times as long and says the same. */
    private static final int GENES = 1_000;

    /** Samples that teach, that calibrate and that are called; no person stands on two sides. */
    record Sides(int[] taught, int[] calibrated, int[] called) {}

    /** @param folder with matrix.tsv.gz, genes by samples, and samples.tsv in the same order */
    static PeopleOfCohort read(Path folder) throws IOException {
        List<String[]> sheet = Files.readAllLines(folder.resolve("samples.tsv")).stream()
                .skip(1)
                .map(line -> line.replace("\"", "").split("\t"))
                .toList();
        List<String> kinds =
                sheet.stream().map(row -> row[KIND]).distinct().sorted().toList();
        return new PeopleOfCohort(
                matrix(folder.resolve("matrix.tsv.gz"), sheet.size()),
                sheet.stream().mapToInt(row -> kinds.indexOf(row[KIND])).toArray(),
                sheet.stream().map(row -> row[PERSON]).toList(),
                kinds);
    }

    private static float[][] matrix(Path file, int samples) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<float[]> varying = in.lines()
                    .skip(1)
                    .map(line -> numbers(line.split("\t")))
                    .sorted(Comparator.comparingDouble(gene -> -variance(gene)))
                    .limit(GENES)
                    .toList();
            float[][] values = new float[samples][varying.size()];
            for (int g = 0; g < varying.size(); g++) {
                for (int i = 0; i < samples; i++) {
                    values[i][g] = varying.get(g)[i];
                }
            }
            return values;
        }
    }

    private static float[] numbers(String[] cells) {
        float[] numbers = new float[cells.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = cells[i + 1].equals("NA") ? Float.NaN : Float.parseFloat(cells[i + 1]);
        }
        return numbers;
    }

    private static double variance(float[] values) {
        double[] present = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double mean = Arrays.stream(present).average().orElse(0);
        return Arrays.stream(present)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
    }

    /** Half of the people teach, a quarter calibrate, a quarter are called. */
    Sides split(SplittableRandom random) {
        List<String> people = new ArrayList<>(new TreeSet<>(person));
        Collections.shuffle(people, new Random(random.nextLong()));
        int n = people.size();
        return new Sides(
                of(Set.copyOf(people.subList(0, n / 2))),
                of(Set.copyOf(people.subList(n / 2, n * 3 / 4))),
                of(Set.copyOf(people.subList(n * 3 / 4, n))));
    }

    private int[] of(Set<String> people) {
        return IntStream.range(0, values.length)
                .filter(i -> people.contains(person.get(i)))
                .toArray();
    }

    float[][] rows(int[] samples) {
        return Arrays.stream(samples).mapToObj(i -> values[i]).toArray(float[][]::new);
    }

    int[] kinds(int[] samples) {
        return Arrays.stream(samples).map(i -> kind[i]).toArray();
    }
}
