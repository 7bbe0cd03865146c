package org.expressway.cli.call;

import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.Optional;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.avro.CallSummary;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.CallSummaries;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.OfRecord;
import org.expressway.schemas.topic.RecordBytes;
import org.expressway.schemas.topic.TopicReader.Read;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/** Finds the prediction of record of a sample, and puts a name under it. */
final class Signing {
    private final PlatformOptions platform;

    /** @param despiteAbstention why a call is signed that the prediction withholds */
    record Words(String by, String meaning, @Nullable String despiteAbstention) {
        Words {
            if (by.isBlank() || meaning.isBlank() || despiteAbstention != null && despiteAbstention.isBlank()) {
                throw new IllegalArgumentException(
                        "--as, --meaning or --despite-abstention is empty; it stays on record, so say it in words");
            }
        }
    }

    /** @param value of its record, as it stands in the topic */
    record Signable(Prediction prediction, byte[] value) {}

    Signing(PlatformOptions platform) {
        this.platform = platform;
    }

    /**
     * @param wanted the beginning of the id of the prediction that was read; null to sign the one of record
     * @throws AccessDeniedException where it may not be signed
     */
    Signable find(String key, @Nullable String wanted, boolean despiteAbstention) throws AccessDeniedException {
        String sample = Keys.of(Keys.site(key), Keys.id(key));
        Found found = new Found();
        platform.reader(Topics.PREDICTION).skippingUndecodable().toEnd(read -> {
            if (read.key().equals(sample)) {
                found.take(read);
            }
        });
        Read<Prediction> read = found.ofRecord;
        if (read == null || read.value() == null) {
            throw new IllegalArgumentException(
                    "no prediction of " + key + "; `expressway predictions` shows what there is");
        }
        requireSignable(read.value(), wanted, despiteAbstention);
        try (RecordBytes bytes = new RecordBytes(platform.platform().bootstrap())) {
            return new Signable(read.value(), bytes.at(Topics.PREDICTION, read.partition(), read.offset()));
        }
    }

    /** The prediction that counts, of those read so far. */
    private static final class Found {
        private @Nullable Read<Prediction> ofRecord;

        void take(Read<Prediction> read) {
            Prediction before = ofRecord == null ? null : ofRecord.value();
            Prediction after = read.value();
            if (after != null && (before == null || OfRecord.of(before, after) == after)) {
                ofRecord = read;
            }
        }
    }

    private void requireSignable(Prediction prediction, @Nullable String wanted, boolean despiteAbstention)
            throws AccessDeniedException {
        if (isWithdrawn(prediction)) {
            throw refused(prediction, "the sample was withdrawn");
        }
        if (wanted != null && !prediction.getId().startsWith(wanted)) {
            throw refused(
                    prediction,
                    "prediction " + wanted + " is not, or no longer, the one of record, which is " + prediction.getId()
                            + "; look at it anew");
        }
        if (prediction.getStage() != Stage.FINAL && prediction.getStage() != Stage.LATE) {
            throw refused(
                    prediction, "it is " + prediction.getStage() + ", which is never reportable; close its run first");
        }
        if (prediction.getRanked().isEmpty()) {
            throw refused(
                    prediction,
                    "no model has called it (" + prediction.getAbstention()
                            + "); `expressway models rescore` scores it once there is one");
        }
        if (prediction.getAbstention() != null && !despiteAbstention) {
            throw refused(
                    prediction,
                    "it abstains (" + prediction.getAbstention()
                            + "); --despite-abstention WHY signs its first subtype all the same, on record");
        }
    }

    private boolean isWithdrawn(Prediction prediction) {
        boolean[] withdrawn = {false};
        platform.reader(Topics.WITHDRAWAL).skippingUndecodable().toEnd(read -> {
            SampleWithdrawal each = read.value();
            withdrawn[0] |= each != null
                    && each.getSite().equals(prediction.getSite())
                    && each.getSampleId().equals(prediction.getSampleId())
                    && each.getBatchId().equals(prediction.getBatchId());
        });
        return withdrawn[0];
    }

    private static AccessDeniedException refused(Prediction prediction, String why) {
        return new AccessDeniedException(Keys.of(prediction.getSite(), prediction.getSampleId()), null, why);
    }

    /** The signature as it would be now. */
    CallSignature signature(Signable signable, Words words, Instant now) {
        Prediction prediction = signable.prediction();
        CallSummary call = CallSummaries.of(prediction, signable.value());
        return CallSignature.newBuilder()
                .setId(Sha256.of(String.join(
                        "\n",
                        Keys.of(prediction.getSite(), prediction.getSampleId()),
                        call.getPredictionId(),
                        call.getPredictionSha256(),
                        words.by(),
                        words.meaning(),
                        Long.toString(now.toEpochMilli()))))
                .setSite(prediction.getSite())
                .setSampleId(prediction.getSampleId())
                .setCall(call)
                .setMeaning(words.meaning())
                .setSignedBy(words.by())
                .setSignedAt(now)
                .setDespiteAbstention(prediction.getAbstention() == null ? null : words.despiteAbstention())
                .build();
    }

    /** The same person's signature with the same meaning under the same prediction, if it is the newest. */
    Optional<CallSignature> already(CallSignature wanted) {
        return SignOffs.read(platform.platform().bootstrap(), platform.schemas())
                .signature(Keys.of(wanted.getSite(), wanted.getSampleId()))
                .filter(there -> there.getCall()
                                .getPredictionSha256()
                                .equals(wanted.getCall().getPredictionSha256())
                        && there.getSignedBy().equals(wanted.getSignedBy())
                        && there.getMeaning().equals(wanted.getMeaning()));
    }

    /** The one place where a call is signed; when it returns, everybody who reads sees it. */
    void put(CallSignature signature) {
        String key = Keys.of(signature.getSite(), signature.getSampleId());
        try (AtomicWriter writer = AtomicWriter.ofMany(platform.platform().bootstrap(), platform.schemas())) {
            writer.commit(transaction -> transaction.put(Topics.SIGNATURE, key, signature));
        }
    }
}
