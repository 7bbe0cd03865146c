package org.expressway.ingest.pseudonym;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A laboratory's secret, under which a subject's id becomes a pseudonym:
 *
 * <pre>
 *   p-KKKKKKKK-HHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHH
 *     K: the first 4 bytes of HMAC-SHA-256(key, 00 "key"), which tell keys apart and tell nothing of the key
 *     H: the first 16 bytes of HMAC-SHA-256(key, id in UTF-8, NFC)
 * </pre>
 *
 * <p>A keyed hash and no plain one: ids are few and guessable, and whoever can hash them all has them back (Article 29 Working
 * Party, Opinion 05/2014, 4.3). 16 bytes: among 10^12 subjects two share one with a chance of 1e-15. An id has no
 * control characters, so no id is the key's own name. {@code openssl dgst -sha256 -mac HMAC -macopt hexkey:KEY} says the
 * same. This class has no text of the key: {@link #toString} is the name.
 */
public final class PseudonymKey {
    /** Bytes that a key has at least, as long as the hash: RFC 2104, section 3. */
    public static final int SHORTEST = 32;

    private static final int LONGEST = 1024;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String NAME = "\0key";

    private final SecretKeySpec key;
    private final String name;

    private PseudonymKey(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
        name = hex(NAME, 4);
    }

    /** A new random key of 32 bytes, as its hex digits. */
    static String newHex() {
        byte[] bytes = new byte[SHORTEST];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * The key of hex digits, white space around them left out.
     *
     * @throws IllegalArgumentException where they are none, or too few; the message says nothing of them
     */
    public static PseudonymKey ofHex(String text) {
        String digits = text.strip();
        if (!digits.matches("([0-9a-fA-F]{2})*")) {
            throw new IllegalArgumentException("text that is not pairs of hex digits");
        }
        int length = digits.length() / 2;
        if (length < SHORTEST || length > LONGEST) {
            throw new IllegalArgumentException(length + " bytes");
        }
        return new PseudonymKey(HexFormat.of().parseHex(digits));
    }

    /** What {@link #ofHex} takes, in words. */
    public static String expected() {
        return "a key of " + SHORTEST + " to " + LONGEST + " bytes, two hex digits each";
    }

    /** What tells this key from others, as every pseudonym under it says: 8 hex digits. */
    public String name() {
        return name;
    }

    String pseudonymOf(String subjectId) {
        return "p-" + name + "-" + hex(Normalizer.normalize(subjectId, Normalizer.Form.NFC), 16);
    }

    @Override
    public String toString() {
        return "pseudonym key " + name;
    }

    private String hex(String text, int bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
