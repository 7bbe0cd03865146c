package org.expressway.schemas.artifact;

import java.io.IOException;

/** A content-addressed store: what goes in comes out under its SHA-256, checked, or not at all. Safe for any number of writers. */
public interface ArtifactStore {
    /** Stores durably; the same bytes again are no work. @return the SHA-256 of the bytes */
    String put(byte[] bytes) throws IOException;

    /**
     * @throws java.nio.file.NoSuchFileException when it is not there
     * @throws IOException when what is there has another digest
     */
    byte[] get(String sha256) throws IOException;

    boolean has(String sha256) throws IOException;
}
