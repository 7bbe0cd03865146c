package org.expressway.cli.file;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.expressway.analysis.correct.Adjustment;
import org.expressway.analysis.correct.BatchFit;
import org.expressway.analysis.correct.GeneMoments;
import org.expressway.analysis.correct.Mode;
import org.expressway.analysis.correct.PairwiseDesign;

/**
 * R's {@code ComBat(cbind(reference, batch), mod = class, ref.batch = reference)}: the labels of both sides enter. For
 * exploring and for checking; whoever predicts these labels afterwards has seen them.
 */
record AsInR(SortedMap<String, GeneMoments> reference, boolean[] corrected, Adjustment adjustment, int minBatchSize)
        implements BatchMethod {
    @Override
    public Outcome correct(String batch, List<Member> members) {
        int genes = corrected.length;
        if (members.size() < minBatchSize) {
            String reason =
                    "the batch has " + members.size() + " samples, fewer than the " + minBatchSize + " it needs";
            return outcome(batch, Mode.UNCORRECTED, reason, members, BatchFit.nothing(members.size(), genes));
        }
        SortedMap<String, GeneMoments> moments = byLabel(members, genes);
        if (moments.keySet().stream().noneMatch(reference::containsKey)) {
            String reason = "batch and class are one: the batch has " + moments.keySet() + ", the reference "
                    + new TreeSet<>(reference.keySet());
            return outcome(batch, Mode.CONFOUNDED, reason, members, BatchFit.nothing(members.size(), genes));
        }
        PairwiseDesign design = PairwiseDesign.of(reference, moments, corrected);
        BatchFit fit = design.fit(adjustment);
        for (String label : moments.keySet()) {
            apply(design, fit, label, members);
        }
        String reason = "class coefficients estimated over the reference and the batch, labels of both taken as given";
        return outcome(batch, Mode.COVARIATE, reason, members, fit);
    }

    /** Moments of the members of each class; every member has a label. */
    static SortedMap<String, GeneMoments> byLabel(List<Member> members, int genes) {
        SortedMap<String, GeneMoments> byLabel = new TreeMap<>();
        for (Member member : members) {
            byLabel.computeIfAbsent(String.valueOf(member.label()), any -> new GeneMoments(genes))
                    .plus(member.values());
        }
        return byLabel;
    }

    private static void apply(PairwiseDesign design, BatchFit fit, String label, List<Member> members) {
        var ready = design.correction(fit, label);
        members.stream()
                .filter(member -> label.equals(member.label()))
                .forEach(member -> ready.apply(member.values(), member.values()));
    }

    private static Outcome outcome(String batch, Mode mode, String reason, List<Member> members, BatchFit fit) {
        return new Outcome(batch, mode, reason, members.size(), members.size(), 0, fit);
    }
}
