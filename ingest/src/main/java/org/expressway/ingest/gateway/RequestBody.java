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

    /** Reads it, unless its type, its coding or its length is refused. */
    static RequestBody of(Context request, Set<String> types, int limit) throws IOException {
        String type = type(request.contentType(), types);
        String coding = request.header("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw Problem.of(415, "no coded bodies", "seen Content-Encoding " + quoted(coding) + "; send it as it is")
                    .refusal();
        }
        if (request.req().getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        try (InputStream in = request.req().getInputStream()) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
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

    private static Problem.Refusal tooLarge(int limit) {
        return Problem.of(
                        413,
                        "too large",
                        "a body of more than " + limit + " bytes; send fewer samples a request, or publish the file")
                .refusal();
    }
}
