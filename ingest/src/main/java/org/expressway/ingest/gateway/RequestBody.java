package org.expressway.ingest.gateway;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.expressway.schemas.artifact.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read to a limit: one byte more is never kept.
 *
 * @param type its content type without parameters
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RequestBody(String type, byte[] bytes) {
    static final String JSON = "application/json";
    static final String AVRO = "application/avro";
    /** Bytes of a body that is refused which are read and not kept. */
    private static final long PASSED_OVER = 16 << 20;

    /** Reads it, unless its type, its coding or its length is refused. */
    static RequestBody of(Context request, Set<String> types, int limit) throws IOException {
        String type = type(request.contentType(), types);
        String coding = request.header("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw Problem.of(415, "no coded bodies", "seen Content-Encoding " + quoted(coding) + "; send it as it is")
                    .refusal();
        }
        try (InputStream in = request.req().getInputStream()) {
            boolean said = request.req().getContentLengthLong() > limit;
            byte[] bytes = said ? new byte[0] : in.readNBytes(limit + 1);
            if (said || bytes.length > limit) {
                passOver(in);
                throw tooLarge(limit);
            }
            return new RequestBody(type, bytes);
        }
    }

    boolean isAvro() {
        return type.equals(AVRO);
    }

    String sha256() {
        return Sha256.of(bytes);
    }

    private static String type(@Nullable String header, Set<String> types) {
        String type = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!types.contains(type)) {
            throw Problem.of(
                            415,
                            "a content type that is not taken",
                            "seen " + (header == null ? "no Content-Type" : quoted(header)) + ", expected "
                                    + String.join(" or ", types))
                    .refusal();
        }
        return type;
    }

    private static String quoted(String header) {
        return org.expressway.ingest.Fault.quoted(header);
    }

    /** A client that is still sending when its connection is closed never sees the answer: so it is heard for a while. */
    private static void passOver(InputStream in) throws IOException {
        byte[] passed = new byte[1 << 13];
        long left = PASSED_OVER;
        int read = 0;
        while (left > 0 && read >= 0) {
            left -= read;
            read = in.read(passed);
        }
    }

    private static Problem.Refusal tooLarge(int limit) {
        return Problem.of(
                        413,
                        "too large",
                        "a body of more than " + limit + " bytes; send fewer samples a request, or publish the file")
                .refusal();
    }
}
