package org.expressway.trainer.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.Wilson;

/**
 * How well one class is told from the others.
 *
 * <p>Where the same samples were held out several times (seeds), the intervals are those of one time.
 *
 * @param samples of the class
 * @param sensitivity share of its samples that are called it
 * @param specificity share of the other samples that are not called it
 */
public record ClassFigures(String name, int samples, Wilson sensitivity, Wilson specificity) {
    /** Of every class; {@code confusion} holds every sample {@code times} times. */
    static List<ClassFigures> of(List<String> classes, int[][] confusion, int times) {
        List<ClassFigures> figures = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            figures.add(of(classes.get(c), c, confusion, times));
        }
        return figures;
    }

    private static ClassFigures of(String name, int c, int[][] confusion, double times) {
        int samples = IntStream.of(confusion[c]).sum();
        int all = IntStream.range(0, confusion.length)
                .map(k -> IntStream.of(confusion[k]).sum())
                .sum();
        int called =
                IntStream.range(0, confusion.length).map(k -> confusion[k][c]).sum();
        int falselyCalled = called - confusion[c][c];
        return new ClassFigures(
                name,
                (int) Math.round(samples / times),
                Wilson.of(confusion[c][c] / times, samples / times),
                Wilson.of((all - samples - falselyCalled) / times, (all - samples) / times));
    }
}
