package org.expressway.cli.rejected;

import java.util.List;
import java.util.Map;
import org.expressway.ingest.redrive.RejectedCase;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.Redrive;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one case but the bulk of its bytes.
 *
 * @param rejected as the listing has it
 * @param origin place of the record that the newest letter is about
 * @param letter place of that letter
 * @param claimedId what the record's header says its first origin is; differs from the id only where that is not true
 * @param valueHex its first bytes
 * @param decoded the record where it can be read, else why not
 */
record CaseView(
        CaseRow rejected,
        String origin,
        String letter,
        String claimedId,
        @Nullable String publishedAt,
        @Nullable String keyText,
        String keyHex,
        @Nullable String valueSha256,
        String valueHex,
        String valueText,
        List<Original.Header> headers,
        Map<String, Object> decoded,
        List<Sent> redrives) {
    /** One redrive. */
    record Sent(
            int redrive,
            String reason,
            String sentTo,
            boolean mended,
            String by,
            @Nullable String why,
            String at,
            String replayId) {
        static Sent of(Redrive marker) {
            return new Sent(
                    marker.getRedriveCount(),
                    marker.getReason().name(),
                    DeadLetters.id(marker.getSentTo()),
                    marker.getMended(),
                    marker.getBy(),
                    marker.getWhy(),
                    marker.getAt().toString(),
                    marker.getReplayId());
        }
    }

    static CaseView of(RejectedCase rejected, DeadLetter letter, SchemaRegistry registry) {
        byte[] key = Original.bytes(letter.getKey());
        byte[] value = Original.bytes(letter.getValue());
        return new CaseView(
                CaseRow.of(rejected),
                rejected.letter().origin().toString(),
                rejected.letter().place().toString(),
                letter.getId(),
                letter.getOriginTimestamp() == null
                        ? null
                        : letter.getOriginTimestamp().toString(),
                Original.text(key),
                Original.hexHead(key),
                Original.sha256(value),
                Original.hexHead(value),
                Original.textHead(value),
                Original.headers(letter),
                Original.decoded(letter, registry),
                rejected.redrives().stream().map(Sent::of).toList());
    }
}
