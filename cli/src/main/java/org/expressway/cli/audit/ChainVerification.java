package org.expressway.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.expressway.schemas.audit.Anchor;
import org.expressway.schemas.audit.AnchorFolder;
import org.expressway.schemas.audit.ChainCheck;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/** Checks all chains, the anchors of their ends, and that the predictions are those which the scorer put on record. */
final class ChainVerification {
    private final AuditOptions options;
    private final Findings findings;

    ChainVerification(AuditOptions options, Findings findings) {
        this.options = options;
        this.findings = findings;
    }

    /** @param key public key that anchors are held against; null for the installation's own */
    void run(@Nullable Path key) throws IOException {
        ChainCheck chains = new ChainCheck(anchors(key));
        PredictionDigests digests = new PredictionDigests(findings);
        options.platform()
                .reader(Topics.AUDIT)
                .skippingUndecodable((partition, offset, why) -> chains.undecodable(place(partition, offset), why))
                .toEnd(read -> {
                    AuditEvent event = read.value();
                    chains.accept(read.key(), event, place(read.partition(), read.offset()));
                    if (event != null) {
                        digests.event(event);
                    }
                });
        chains.faults().forEach(findings::fault);
        findings.add("chains", chains.heads().size());
        findings.add("events", chains.events());
        options.platform().reader(Topics.PREDICTION).skippingUndecodable().toEnd(read -> {
            Prediction prediction = read.value();
            if (prediction != null) {
                digests.prediction(prediction.getId(), read.partition(), read.offset());
            }
        });
        digests.finish();
    }

    private List<Anchor> anchors(@Nullable Path given) throws IOException {
        PublicKey key = options.publicKey(given);
        if (key == null) {
            findings.note("no anchor was checked: there is no public key in " + options.keys()
                    + "; give one with --key, and where anchors lie with --anchors");
            return List.of();
        }
        AnchorFolder.Reading reading = options.folder().read(key);
        reading.faults().forEach(findings::fault);
        findings.add("anchors", reading.anchors().size());
        if (reading.anchors().isEmpty()) {
            findings.note(
                    "no anchor in " + options.anchorsAt() + ": a chain that was cut short at its end would not show");
        }
        return reading.anchors();
    }

    private static String place(int partition, long offset) {
        return Topics.AUDIT.name() + "/" + partition + "/" + offset;
    }
}
