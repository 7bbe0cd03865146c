package org.expressway.cli.call;

import java.util.HashMap;
import java.util.Map;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.SignatureBoard;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;

/** What stands in the topics about signed calls now. */
public final class SignOffs {
    private SignOffs() {}

    /** Samples that were withdrawn since they were signed are left out. */
    public static SignatureBoard read(String bootstrap, SchemaRegistry registry) {
        SignatureBoard board = new SignatureBoard();
        new TopicReader<>(bootstrap, registry, Topics.SIGNATURE)
                .skippingUndecodable()
                .toEnd(board::signed);
        new TopicReader<>(bootstrap, registry, Topics.AMENDMENT)
                .skippingUndecodable()
                .toEnd(board::amended);
        Map<String, SampleWithdrawal> withdrawn = new HashMap<>();
        new TopicReader<>(bootstrap, registry, Topics.WITHDRAWAL)
                .skippingUndecodable()
                .toEnd(read -> {
                    SampleWithdrawal withdrawal = read.value();
                    if (withdrawal != null) {
                        withdrawn.put(Keys.of(withdrawal.getSite(), withdrawal.getSampleId()), withdrawal);
                    }
                });
        withdrawn.forEach((key, withdrawal) -> board.signature(key)
                .filter(signature -> !signature.getSignedAt().isAfter(withdrawal.getAt()))
                .ifPresent(signature -> board.withdraw(key)));
        return board;
    }
}
