package org.expressway.cli.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.expressway.analysis.correct.Adjustment;
import org.expressway.analysis.correct.BasisSample;
import org.expressway.analysis.correct.BatchCorrector;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.CorrectionSettings;
import org.expressway.analysis.guard.ClassMix;

/**
 * What a person asks of the correction of a file.
 *
 * @param classes whether a column says classes
 * @param allGenes whether every gene that varies is corrected, or only those expressed in the reference
 * @param sameMix batches whose classes are declared to be mixed as in the reference; "all" is every one
 */
record CorrectionRequest(
        String referenceBatch,
        boolean guard,
        boolean classes,
        Adjustment adjustment,
        boolean allGenes,
        int minBatchSize,
        Set<String> sameMix) {
    private static final String ALL = "all";
    private static final double EXPRESSED_LOG2 = 0;
    private static final double VARYING_SD = .05;

    /** Freezes the reference batch. */
    BatchMethod method(SortedMap<String, List<Member>> batches) {
        List<Member> reference = batches.get(referenceBatch);
        if (reference == null) {
            throw new IllegalArgumentException(
                    "no batch " + referenceBatch + " in the sheet, which has " + sizes(batches) + "; name one of them");
        }
        long study = reference.stream().filter(Member::study).count();
        if (study < 2) {
            throw new IllegalArgumentException("the reference batch " + referenceBatch + " has " + study
                    + " study samples, expected at least 2; the batches are " + sizes(batches));
        }
        CorrectionBasis basis = basis(reference);
        if (guard || !classes) {
            refuseUnknown(batches);
            return new AsInTheStream(new BatchCorrector(basis), this::declared);
        }
        refuseUnlabelled(batches);
        int genes = basis.genes();
        return new AsInR(AsInR.byLabel(reference, genes), basis.moments().corrected(), adjustment, minBatchSize);
    }

    private ClassMix declared(String batch) {
        return sameMix.contains(ALL) || sameMix.contains(batch) ? ClassMix.AS_REFERENCE : ClassMix.UNKNOWN;
    }

    private void refuseUnknown(SortedMap<String, List<Member>> batches) {
        for (String batch : sameMix) {
            if (!batch.equals(ALL) && !batches.containsKey(batch)) {
                throw new IllegalArgumentException(
                        "--same-mix " + batch + ": no such batch in the sheet, which has " + sizes(batches));
            }
        }
    }

    private CorrectionBasis basis(List<Member> reference) {
        CorrectionSettings settings = CorrectionSettings.defaults()
                .withAdjustment(adjustment)
                .withMinBatchSize(minBatchSize)
                .withGuard(guard);
        List<BasisSample> samples = reference.stream()
                .map(member -> new BasisSample(member.role(), member.material(), member.label(), member.values()))
                .toList();
        return CorrectionBasis.learn(
                settings, samples, allGenes ? Double.NEGATIVE_INFINITY : EXPRESSED_LOG2, allGenes ? 0 : VARYING_SD);
    }

    private static void refuseUnlabelled(SortedMap<String, List<Member>> batches) {
        List<String> unlabelled = batches.values().stream()
                .flatMap(List::stream)
                .filter(member -> member.label() == null)
                .map(Member::id)
                .toList();
        if (!unlabelled.isEmpty()) {
            throw new IllegalArgumentException(
                    unlabelled.size() + " samples have no class, such as " + unlabelled.get(0)
                            + "; with --guard off every sample needs one: fill the column in, or leave the samples out");
        }
    }

    private static List<String> sizes(SortedMap<String, List<Member>> batches) {
        List<String> sizes = new ArrayList<>();
        batches.forEach((batch, members) -> sizes.add(batch + " (" + members.size() + ")"));
        return sizes;
    }
}
