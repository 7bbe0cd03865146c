package org.expressway.ingest.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.ingest.BadInput;
import org.expressway.schemas.artifact.Sha256;

/**
 * What a delivery holds.
 *
 * @param digest of all of it but the names: the same content under another name is the same
 * @param parts digest of each file or folder by its name
 */
record Content(String digest, Map<String, String> parts) {
    /** Of a delivery that cannot be read. */
    static final Content UNKNOWN = new Content("", Map.of());

    static Content of(Delivery delivery) throws IOException, BadInput {
        Map<String, String> parts = new TreeMap<>();
        StringBuilder digests = new StringBuilder("sheet ").append(Fingerprint.content(delivery.sheet()));
        for (Path part : delivery.all()) {
            parts.put(String.valueOf(part.getFileName()), Fingerprint.content(part));
        }
        for (Path part : delivery.parts()) {
            digests.append("\nmatrix ").append(Fingerprint.content(part));
        }
        return new Content(Sha256.of(digests.toString()), parts);
    }
}
