package org.expressway.trainer.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.trainer.snapshot.SettledSamples.Settled;

/**
 * SHA-256 over the samples of a snapshot in the order of their keys: key, stage, fit, reference, SHA-256 of the values'
 * bits, label. Every text is preceded by its length in bytes, so that no two snapshots run together to the same bytes.
 */
final class Fingerprint {
    private final MessageDigest digest = Sha256.newDigest();

    private Fingerprint() {}

    /** Lower-case hex. */
    static String of(String referenceId, Map<String, Settled> samples, Map<String, String> labels) {
        Fingerprint fingerprint = new Fingerprint();
        samples.forEach((key, sample) -> {
            fingerprint.text(key);
            fingerprint.text(sample.stage().name());
            fingerprint.text(sample.fitId() == null ? "" : sample.fitId());
            fingerprint.text(referenceId);
            fingerprint.digest.update(valuesDigest(sample.values()));
            fingerprint.text(labels.getOrDefault(key, ""));
        });
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static byte[] valuesDigest(float[] values) {
        ByteBuffer bits = ByteBuffer.allocate(values.length * Float.BYTES);
        for (float value : values) {
            bits.putInt(Float.floatToIntBits(value));
        }
        return Sha256.newDigest().digest(bits.array());
    }
}
