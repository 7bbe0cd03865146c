package org.expressway.analysis.correct;

import java.util.List;

/**
 * A fit as it is kept: with what it was made from.
 *
 * @param referenceId the reference it was fitted against
 * @param batch "site/batch"
 * @param members keys ("site/sampleId") of the samples behind it, sorted, each once
 */
public record StoredFit(String referenceId, String batch, List<String> members, BatchFit fit) {
    public StoredFit {
        members = List.copyOf(members);
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i - 1).compareTo(members.get(i)) >= 0) {
                throw new IllegalArgumentException("the members of the fit of " + batch + " have " + members.get(i)
                        + " after " + members.get(i - 1) + ", expected them sorted and each once");
            }
        }
    }
}
