package org.expressway.ingest.pseudonym;

/** Subject ids came and nobody said what to make of them. Nothing has been published. */
public final class PseudonymKeyMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param seen what came, as the beginning of a sentence; never an id itself */
    public PseudonymKeyMissing(String seen) {
        super(seen + " would leave the laboratory as it is; expected a key to make a pseudonym of it:"
                + " --pseudonym-key FILE or EXPRESSWAY_PSEUDONYM_KEY_FILE (`expressway pseudonym new-key FILE` makes one),"
                + " or --already-pseudonymous where these ids are no patient's own; nothing has been published");
    }
}
