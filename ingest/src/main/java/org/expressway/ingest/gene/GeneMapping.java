package org.expressway.ingest.gene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.expressway.ingest.expression.GeneColumn;
import org.jspecify.annotations.Nullable;

/**
 * Which gene each row of a file means, among those of a panel, of an annotation or of the file itself. Ids are compared
 * as they are, then without Ensembl's versions, then by the genes that an annotation gives to both. Where a file has two
 * columns of names, the one that means more is taken.
 *
 * @param target for each row the gene's position, -1 where it means none
 * @param size how many genes there are to mean
 * @param secondNames whether the file's second names were taken
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GeneMapping(int[] target, int size, GeneIdVote vote, boolean secondNames, List<String> ids) {
    private static final int EXAMPLES = 5;

    /** The rows' places in a panel. */
    public static GeneMapping toPanel(GeneColumn genes, List<String> panel, @Nullable GeneAnnotation annotation) {
        Map<String, Integer> exact = new HashMap<>();
        Map<String, Integer> unversioned = new HashMap<>();
        Map<Integer, Integer> known = new HashMap<>();
        GeneIdType type = GeneIdVote.of(GeneColumn.of(panel), annotation).type();
        for (int i = 0; i < panel.size(); i++) {
            exact.putIfAbsent(panel.get(i), i);
            unversioned.putIfAbsent(GeneIdType.unversioned(panel.get(i)), i);
            int gene = annotation == null ? -1 : annotation.find(panel.get(i), type);
            if (gene >= 0) {
                known.putIfAbsent(gene, i);
            }
        }
        return best(genes, annotation, panel.size(), (id, kind) -> {
            int place = exact.getOrDefault(id, -1);
            place = place >= 0 ? place : unversioned.getOrDefault(GeneIdType.unversioned(id), -1);
            return place >= 0 || annotation == null ? place : known.getOrDefault(annotation.find(id, kind), -1);
        });
    }

    /** The rows' places in an annotation. */
    public static GeneMapping toAnnotation(GeneColumn genes, GeneAnnotation annotation) {
        return best(genes, annotation, annotation.size(), annotation::find);
    }

    /** The rows' places among the file's own genes: versions left out, each gene once, in the file's order. */
    public static GeneMapping toItself(GeneColumn genes, @Nullable GeneAnnotation annotation) {
        Map<String, Integer> places = new LinkedHashMap<>();
        int[] target = new int[genes.size()];
        for (int row = 0; row < target.length; row++) {
            String id = GeneIdType.unversioned(genes.ids().get(row));
            target[row] = places.computeIfAbsent(id, g -> places.size());
        }
        return new GeneMapping(target, places.size(), GeneIdVote.of(genes, annotation), false, genes.ids());
    }

    /** The genes that the rows mean where they are mapped to themselves, in order. */
    public List<String> ownGenes() {
        List<String> own = new ArrayList<>();
        for (int row = 0; row < target.length; row++) {
            if (target[row] == own.size()) {
                own.add(GeneIdType.unversioned(ids.get(row)));
            }
        }
        return own;
    }

    /** Rows that mean a gene. */
    public int mapped() {
        return (int) Arrays.stream(target).filter(gene -> gene >= 0).count();
    }

    /** Genes that some row means. */
    public int met() {
        return (int) Arrays.stream(target).filter(gene -> gene >= 0).distinct().count();
    }

    /** Share of the file's rows that mean a gene. */
    public double mappedShare() {
        return target.length == 0 ? 0 : mapped() / (double) target.length;
    }

    /** Share of the genes that some row means. */
    public double metShare() {
        return size == 0 ? 0 : met() / (double) size;
    }

    /** Rows that mean a gene which an earlier row means. */
    public int repeated() {
        return mapped() - met();
    }

    /** The first ids that mean no gene. */
    public List<String> unmatched() {
        return IntStream.range(0, target.length)
                .filter(row -> target[row] < 0)
                .limit(EXAMPLES)
                .mapToObj(ids::get)
                .toList();
    }

    private interface Lookup {
        int find(String id, GeneIdType kind);
    }

    private static GeneMapping best(GeneColumn genes, @Nullable GeneAnnotation annotation, int size, Lookup lookup) {
        GeneMapping first = of(genes, annotation, size, lookup, false);
        if (genes.names().isEmpty() || first.mapped() == genes.size()) {
            return first;
        }
        GeneColumn names = new GeneColumn(genes.names(), List.of(), genes.kind());
        GeneMapping second = of(names, annotation, size, lookup, true);
        return second.met() > first.met() ? second : first;
    }

    private static GeneMapping of(
            GeneColumn genes, @Nullable GeneAnnotation annotation, int size, Lookup lookup, boolean second) {
        GeneIdVote vote = GeneIdVote.of(genes, annotation);
        ToIntFunction<String> find = id -> lookup.find(id, vote.type());
        return new GeneMapping(genes.ids().stream().mapToInt(find).toArray(), size, vote, second, genes.ids());
    }
}
