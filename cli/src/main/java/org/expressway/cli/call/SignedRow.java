package org.expressway.cli.call;

import java.util.List;
import org.expressway.schemas.avro.CallAmendment;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.topic.CallSummaries;
import org.jspecify.annotations.Nullable;

/**
 * A signed call as a program or a person reads it.
 *
 * @param state SIGNED, or AMENDED where the call has changed and nobody has signed it anew
 * @param now the subtype of the prediction of record, where amended
 */
record SignedRow(
        String site,
        String sampleId,
        String state,
        String subtype,
        String signedBy,
        String signedAt,
        String meaning,
        @Nullable String despiteAbstention,
        String predictionId,
        String predictionSha256,
        String signatureId,
        @Nullable String now,
        @Nullable String nowPredictionId,
        List<String> changes,
        @Nullable String amendedAt) {
    static final String SIGNED = "SIGNED";
    static final String AMENDED = "AMENDED";

    static SignedRow of(CallSignature signature, @Nullable CallAmendment amendment) {
        return new SignedRow(
                signature.getSite(),
                signature.getSampleId(),
                amendment == null ? SIGNED : AMENDED,
                CallSummaries.top(signature.getCall()),
                signature.getSignedBy(),
                signature.getSignedAt().toString(),
                signature.getMeaning(),
                signature.getDespiteAbstention(),
                signature.getCall().getPredictionId(),
                signature.getCall().getPredictionSha256(),
                signature.getId(),
                amendment == null ? null : CallSummaries.top(amendment.getNow()),
                amendment == null ? null : amendment.getNow().getPredictionId(),
                amendment == null ? List.of() : amendment.getChanges(),
                amendment == null ? null : amendment.getAmendedAt().toString());
    }

    String line() {
        return "%s/%s %s by %s at %s (%s), prediction %s, SHA-256 %s"
                .formatted(site, sampleId, subtype, signedBy, signedAt, meaning, predictionId, predictionSha256);
    }
}
