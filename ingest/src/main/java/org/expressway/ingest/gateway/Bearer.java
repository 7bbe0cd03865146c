package org.expressway.ingest.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.expressway.schemas.artifact.Sha256;
import org.jspecify.annotations.Nullable;

/** The one token that opens the door. Digests are compared, in constant time, so that neither content nor length leaks. */
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    Bearer(String token) {
        expected = digest(token);
    }

    /** @param header the Authorization header, null where there is none */
    void require(@Nullable String header) {
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String shown =
                bearer && header != null ? header.substring(SCHEME.length()).strip() : "";
        if (!MessageDigest.isEqual(expected, digest(shown)) || !bearer) {
            throw Problem.of(
                            401,
                            "not allowed",
                            "expected the header Authorization: Bearer TOKEN with the gateway's token; seen "
                                    + (bearer ? "another token" : "none"))
                    .refusal();
        }
    }

    private static byte[] digest(String token) {
        return Sha256.of(token).getBytes(StandardCharsets.US_ASCII);
    }
}
