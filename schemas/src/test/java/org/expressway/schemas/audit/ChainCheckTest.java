package org.expressway.schemas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.wire.RecordCodec;
import org.expressway.schemas.wire.UndecodableRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two chains and an anchor of them, and what is found when somebody has been at them. */
class ChainCheckTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final RecordCodec<AuditEvent> CODEC = new RecordCodec<>(AuditEvent.class);

    @TempDir
    private Path folder;

    private final List<AuditEvent> events = new ArrayList<>();
    private AnchorFolder anchors;
    private PublicKey key;

    @BeforeEach
    void twoChainsAnchored() throws IOException {
        AuditHead one = AuditHead.none("harmonize");
        AuditHead other = AuditHead.none("scorer/samples/0");
        for (int i = 0; i < 6; i++) {
            one = append(one, new AuditFact(AuditKind.BATCH_CLOSED, "A/run" + i, "harmonize", AT).with("mode", "SVA"));
            other = append(other, new AuditFact(AuditKind.CHAMPION_SERVES, "bundle" + i, "scorer", AT));
        }
        Anchor anchor = new Anchor(AT, List.of(one, other));
        anchors = new AnchorFolder(folder.resolve("anchors"));
        anchors.write(anchor, AnchorKey.ofFolder(folder));
        key = AnchorKey.publicKey(folder.resolve(AnchorKey.PUBLIC_FILE));
        append(AuditHead.none("anchors"), new AuditFact(AuditKind.ANCHORED, anchor.sha256(), "expressway", AT));
    }

    private AuditHead append(AuditHead head, AuditFact fact) {
        AuditEvent event = AuditChain.next(head, fact);
        events.add(event);
        return AuditHead.at(event);
    }

    @Test
    void whatNobodyTouchedIsSound() throws IOException {
        assertThat(faults()).isEmpty();
    }

    @Test
    void everyFlippedBitOfAnEventIsFound() {
        byte[] bytes = CODEC.encode(events.get(4));
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            ChainCheck check = new ChainCheck(List.of());
            for (int i = 0; i < events.size(); i++) {
                accept(check, i, i == 4 ? flipped : CODEC.encode(events.get(i)));
            }
            assertThat(check.faults()).as("bit %d", bit).isNotEmpty();
        }
    }

    private void accept(ChainCheck check, int i, byte[] bytes) {
        try {
            check.accept(events.get(i).getWriter(), CODEC.decode(bytes), "audit.event.v1/0/" + i);
        } catch (UndecodableRecord e) {
            check.undecodable("audit.event.v1/0/" + i, String.valueOf(e.getMessage()));
        }
    }

    @Test
    void aChangedEventIsNamedWithItsPlace() throws IOException {
        events.set(4, AuditEvent.newBuilder(events.get(4)).setActor("mallory").build());
        assertThat(faults()).hasSize(1).first().satisfies(fault -> {
            assertThat(fault.where()).isEqualTo("harmonize event 3");
            assertThat(fault.place()).isEqualTo("audit.event.v1/0/4");
            assertThat(fault.what()).contains("changed");
            assertThat(fault.seen()).isEqualTo(events.get(4).getSha256());
        });
    }

    @Test
    void anEventWrittenAnewWithAFittingDigestBreaksTheNextLinkAndTheAnchor() throws IOException {
        AuditFact forged = new AuditFact(AuditKind.BATCH_CLOSED, "A/run5", "harmonize", AT).with("mode", "NONE");
        events.set(10, AuditChain.next(AuditHead.at(events.get(8)), forged));
        assertThat(faults()).hasSize(1).first().satisfies(fault -> {
            assertThat(fault.where()).isEqualTo("harmonize event 6");
            assertThat(fault.what()).contains("written anew", AT.toString());
        });
    }

    @Test
    void aMissingEventIsAGap() throws IOException {
        events.remove(4);
        assertThat(faults()).extracting(AuditFault::where).containsOnly("harmonize event 4");
        assertThat(faults()).first().satisfies(fault -> {
            assertThat(fault.what()).contains("missing");
            assertThat(fault.expected()).isEqualTo("3");
        });
    }

    @Test
    void aChainCutShortIsFoundByItsAnchor() throws IOException {
        events.remove(10);
        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.what()).contains("cut short");
            assertThat(fault.where()).isEqualTo("harmonize event 6");
            assertThat(fault.seen()).isEqualTo("a chain that ends at 5");
        });
    }

    @Test
    void theChainOfAnchorsCutShortIsFoundByTheFile() throws IOException {
        events.remove(12);
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("chain of anchors"));
    }

    @Test
    void aMissingAnchorIsFoundByTheChain() throws IOException {
        Files.delete(file());
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains("file is missing"));
    }

    @Test
    void aForkIsAForkAndNotAGap() throws IOException {
        events.add(AuditChain.next(
                AuditHead.at(events.get(6)), new AuditFact(AuditKind.BATCH_CLOSED, "A/run9", "harmonize", AT)));
        assertThat(faults()).first().satisfies(fault -> {
            assertThat(fault.what()).contains("forks");
            assertThat(fault.where()).isEqualTo("harmonize event 5");
        });
    }

    @Test
    void everyFlippedBitOfAnAnchorIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        int signatureAt = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).indexOf("signature ") + 10;
        for (int bit = 0; bit < 8 * signatureAt; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file(), flipped);
            assertThat(anchors.read(key).anchors()).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void anotherInstallationsSignatureIsNoneOfOurs() throws IOException {
        PublicKey other = AnchorKey.generate().getPublic();
        assertThat(anchors.read(other).anchors()).isEmpty();
        assertThat(anchors.read(other).faults()).hasSize(1);
    }

    @Test
    void theKeyIsItsOwnersAloneAndStays() throws IOException {
        Path file = folder.resolve(AnchorKey.PRIVATE_FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(AnchorKey.ofFolder(folder)).isEqualTo(AnchorKey.ofFolder(folder));
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("anchor.key", "anchor.pub", "anchors");
    }

    private Path file() throws IOException {
        try (var files = Files.list(folder.resolve("anchors"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private List<AuditFault> faults() throws IOException {
        ChainCheck check = new ChainCheck(anchors.read(key).anchors());
        for (int i = 0; i < events.size(); i++) {
            check.accept(events.get(i).getWriter(), events.get(i), "audit.event.v1/0/" + i);
        }
        return check.faults();
    }
}
