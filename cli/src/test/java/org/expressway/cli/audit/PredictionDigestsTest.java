package org.expressway.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.schemas.audit.AuditChain;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditFault;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.audit.IdDigest;
import org.junit.jupiter.api.Test;

/** Twenty predictions under digests of five, two from before there were digests and one that is not summed up yet. */
class PredictionDigestsTest {
    private static final int EACH = 5;

    private final List<String> made =
            IntStream.range(0, 20).mapToObj(i -> "id" + i).toList();
    private final List<String> seen = new ArrayList<>(made);
    private final Findings findings = new Findings();

    @Test
    void whatTheScorerMadeIsSound() {
        assertThat(faults()).isEmpty();
        assertThat(findings.counts())
                .containsEntry("predictions under a digest", 20L)
                .containsEntry("predictions without a digest", 3L);
    }

    @Test
    void onePredictionTakenAwayIsFoundWhereverItStood() {
        for (String gone : made) {
            seen.remove(gone);
            assertThat(faults()).as(gone).isNotEmpty();
            seen.clear();
            seen.addAll(made);
            findings.faults().clear();
        }
    }

    @Test
    void onePredictionPutInOrMovedIsFound() {
        seen.add(7, "forged");
        assertThat(faults()).isNotEmpty();
        findings.faults().clear();
        seen.remove(7);
        seen.add(10, "between two digests");
        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.what()).contains("put in");
            assertThat(fault.seen()).isEqualTo("between two digests");
        });
        findings.faults().clear();
        seen.remove(10);
        Collections.swap(seen, 1, 2);
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.where()).isEqualTo("scorer/samples/0 event 1"));
    }

    @Test
    void aCutEndIsFound() {
        seen.subList(17, 20).clear();
        assertThat(faults()).isNotEmpty();
    }

    private List<AuditFault> faults() {
        PredictionDigests digests = new PredictionDigests(findings);
        for (int from = 0; from < made.size(); from += EACH) {
            IdDigest ids = IdDigest.NONE;
            for (String id : made.subList(from, from + EACH)) {
                ids = ids.plus(id);
            }
            AuditFact fact = new AuditFact(
                            AuditKind.PREDICTIONS_MADE, "subtype.prediction.v1/0", "scorer", Instant.EPOCH)
                    .with("predictions", ids.count())
                    .with("idsSha256", ids.sha256())
                    .with("first", ids.first());
            digests.event(AuditChain.draft("scorer/samples/0", fact));
        }
        List<String> all = new ArrayList<>(List.of("before1", "before2"));
        all.addAll(seen);
        all.add("after");
        for (int i = 0; i < all.size(); i++) {
            digests.prediction(all.get(i), 0, i);
        }
        digests.finish();
        return findings.faults();
    }
}
