package org.expressway.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.expressway.schemas.avro.ModelRelease;

/** Where the page of a release's report is kept: the report names it by its digest. */
public final class ReportPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportPage() {}

    /** @throws IllegalArgumentException for a report of a version that wrote no page */
    public static String digest(byte[] report, ModelRelease release) throws IOException {
        String digest = JSON.readTree(report).path("pageSha256").asText();
        if (digest.isEmpty()) {
            throw new IllegalArgumentException("the report of model " + release.getBundleSha256()
                    + " has no page; leave --html away for its figures, or train it anew");
        }
        return digest;
    }
}
