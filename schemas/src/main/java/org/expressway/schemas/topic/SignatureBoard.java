package org.expressway.schemas.topic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.expressway.schemas.avro.CallAmendment;
import org.expressway.schemas.avro.CallSignature;
import org.jspecify.annotations.Nullable;

/** Who signed which call, and which of the signed calls has changed since. Not safe for several threads. */
public final class SignatureBoard {
    private final Map<String, CallSignature> signatures = new LinkedHashMap<>();
    private final Map<String, CallAmendment> amendments = new LinkedHashMap<>();

    public void signed(TopicReader.Read<CallSignature> read) {
        if (read.value() != null) {
            signatures.put(read.key(), read.value());
        }
    }

    public void amended(TopicReader.Read<CallAmendment> read) {
        if (read.value() != null) {
            amendments.put(read.key(), read.value());
        }
    }

    /** The newest signature of a sample. */
    public Optional<CallSignature> signature(String key) {
        return Optional.ofNullable(signatures.get(key));
    }

    /** The last change of a signed call that nobody has signed yet. */
    public Optional<CallAmendment> open(String key) {
        @Nullable CallSignature signature = signatures.get(key);
        return Optional.ofNullable(amendments.get(key))
                .filter(amendment ->
                        signature != null && amendment.getSignatureId().equals(signature.getId()));
    }

    /** Samples with a signature, in the order of the newest ones. */
    public List<String> keys() {
        return List.copyOf(signatures.keySet());
    }

    /** Takes a sample out of the view, as one that was withdrawn is. */
    public void withdraw(String key) {
        signatures.remove(key);
        amendments.remove(key);
    }

    /** How many signed calls have changed and are not signed anew. */
    public int openAmendments() {
        return (int) signatures.keySet().stream()
                .filter(key -> open(key).isPresent())
                .count();
    }
}
