package org.expressway.schemas.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.expressway.schemas.avro.AuditEvent;
import org.junit.jupiter.api.Test;

/** Digests of the canonical bytes, held against figures of a few lines of Python (struct and hashlib). */
class AuditChainTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void theCanonicalBytesAreThoseThatAreWrittenDown() {
        AuditFact closed = new AuditFact(AuditKind.BATCH_CLOSED, "LYON/run1", "harmonize", AT)
                .with("mode", "SVA")
                .with("epoch", 3)
                .with("fitId", null);
        AuditFact refused = new AuditFact(AuditKind.GUARD_REFUSED, "LYON/Größe", "harmonize", AT.plusSeconds(1));
        AuditEvent first = AuditChain.next(AuditHead.none("harmonize"), closed);
        AuditEvent second = AuditChain.next(AuditHead.at(first), refused);
        assertThat(first.getSha256()).isEqualTo("9cbd119b6b8180f5a2b7649b5cbc2a202b519347f4c100fc6a224fd804cffc79");
        assertThat(second.getSha256()).isEqualTo("cf331db1df5d6cce1d0d108bc82833074f05eff030becba4f282bf59ea6c113f");
        assertThat(second.getPreviousSha256()).isEqualTo(first.getSha256());
        assertThat(second.getSequence()).isEqualTo(2);
    }

    @Test
    void aDraftThatGetsItsPlaceIsTheEventThatTheFactWouldHaveMade() {
        AuditFact fact = new AuditFact(AuditKind.BATCH_CLOSED, "LYON/run1", "harmonize", AT).with("mode", "SVA");
        AuditHead head = AuditHead.at(AuditChain.next(AuditHead.none("harmonize"), fact));
        assertThat(AuditChain.next(head, AuditChain.draft("harmonize", fact))).isEqualTo(AuditChain.next(head, fact));
    }

    @Test
    void aFactIsBounded() {
        AuditFact fact = new AuditFact(AuditKind.BUNDLE_REFUSED, "b", "scorer", AT);
        assertThat(fact.with("why", "x".repeat(5000)).details().get("why")).hasSize(AuditFact.LONGEST);
        assertThatThrownBy(() -> fact.with("no blanks", 1)).hasMessageContaining("\"no blanks\"");
        assertThatThrownBy(() -> new AuditFact(AuditKind.BUNDLE_REFUSED, " ", "scorer", AT))
                .hasMessageContaining("subject is empty");
    }

    @Test
    void aRunningDigestDependsOnOrderAndNumber() {
        IdDigest ab = IdDigest.NONE.plus("a").plus("b");
        assertThat(ab).isNotEqualTo(IdDigest.NONE.plus("b").plus("a"));
        assertThat(ab.first()).isEqualTo("a");
        assertThat(IdDigest.parse(ab.text())).isEqualTo(ab);
        assertThat(IdDigest.parse(IdDigest.NONE.text())).isEqualTo(IdDigest.NONE);
    }
}
