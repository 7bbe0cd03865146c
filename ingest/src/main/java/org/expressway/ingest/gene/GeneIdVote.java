package org.expressway.ingest.gene;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.expressway.ingest.expression.GeneColumn;
import org.jspecify.annotations.Nullable;

/**
 * What kind most ids of a column are. Numbers are Entrez ids unless they are a platform's probes: the format says so, an
 * annotation does not know them, or most lie between 1e6 and 1e8, where man has hardly any gene and arrays number their
 * probes.
 *
 * @param votes how many ids have each kind's form
 * @param size how many ids there are
 */
public record GeneIdVote(GeneIdType type, Map<GeneIdType, Integer> votes, int size) {
    private static final double KNOWN = .5;

    /** @param annotation tells Entrez ids from probes; null to tell by their size alone */
    public static GeneIdVote of(GeneColumn genes, @Nullable GeneAnnotation annotation) {
        GeneIdVote vote = of(genes.ids());
        if (vote.type == GeneIdType.ENTREZ) {
            boolean probes = genes.kind() == GeneColumn.Kind.PROBES
                    || (annotation == null
                            ? share(genes.ids(), GeneIdVote::numberedLikeProbes) > KNOWN
                            : share(genes.ids(), id -> annotation.find(id, GeneIdType.ENTREZ) >= 0) < KNOWN);
            return probes ? vote.as(GeneIdType.PROBE) : vote;
        }
        return genes.kind() == GeneColumn.Kind.PROBES && vote.type == GeneIdType.OTHER
                ? vote.as(GeneIdType.PROBE)
                : vote;
    }

    /** The vote by form alone. */
    public static GeneIdVote of(List<String> ids) {
        Map<GeneIdType, Integer> votes = new EnumMap<>(GeneIdType.class);
        ids.forEach(id -> votes.merge(GeneIdType.of(id), 1, Integer::sum));
        GeneIdType winner = votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(GeneIdType.OTHER);
        return new GeneIdVote(winner, votes, ids.size());
    }

    /** Share of the ids that have the winner's form. */
    public double share() {
        return size == 0 ? 0 : Objects.requireNonNullElse(votes.get(type), 0) / (double) size;
    }

    /** Share of ids whose form is known to be of genes. */
    public double telling() {
        int telling = 0;
        for (Map.Entry<GeneIdType, Integer> entry : votes.entrySet()) {
            telling += entry.getKey().telling() ? entry.getValue() : 0;
        }
        return size == 0 ? 0 : telling / (double) size;
    }

    private GeneIdVote as(GeneIdType other) {
        Map<GeneIdType, Integer> counted = new EnumMap<>(votes);
        counted.merge(other, Objects.requireNonNullElse(counted.remove(type), 0), Integer::sum);
        return new GeneIdVote(other, counted, size);
    }

    private static boolean numberedLikeProbes(String id) {
        return id.length() >= 7 && id.length() <= 8 && GeneIdType.of(id) == GeneIdType.ENTREZ;
    }

    private static double share(List<String> ids, Predicate<String> of) {
        return ids.isEmpty() ? 0 : ids.stream().filter(of).count() / (double) ids.size();
    }
}
