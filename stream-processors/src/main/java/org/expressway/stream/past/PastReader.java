package org.expressway.stream.past;

import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.topic.AuditHeads;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.audit.KeepChain;

/** Reads what the topics say now; records that are none are left out, the job makes dead letters of them. */
public final class PastReader {
    private static final String SERVICE = "harmonize";

    private PastReader() {}

    /** Reads the small topics and the dead letters to their present ends. */
    public static Past read(String bootstrap, SchemaRegistry registry) {
        Past past = new Past();
        new TopicReader<>(bootstrap, registry, Topics.WITHDRAWAL)
                .skippingUndecodable()
                .toEnd(read -> {
                    SampleWithdrawal withdrawal = read.value();
                    if (withdrawal != null) {
                        past.withdrawal(withdrawal);
                    }
                });
        new TopicReader<>(bootstrap, registry, Topics.RUN).skippingUndecodable().toEnd(read -> {
            RunManifest manifest = read.value();
            if (manifest != null) {
                past.manifest(manifest, read.offset());
            }
        });
        new TopicReader<>(bootstrap, registry, Topics.REJECTED)
                .skippingUndecodable()
                .toEnd(read -> {
                    DeadLetter letter = read.value();
                    if (letter != null && letter.getService().equals(SERVICE)) {
                        past.deadLetter(DeadLetters.id(letter.getOrigin()));
                    }
                });
        past.auditHead(new AuditHeads(bootstrap, registry).inTopic(KeepChain.WRITER));
        return past;
    }
}
