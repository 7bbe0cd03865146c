package org.expressway.ingest.pseudonym;

/** What stands for a subject's id once it leaves the laboratory. Safe for several threads. */
public sealed interface Pseudonyms {
    /** The ids that come are pseudonyms already, and stay as they are. */
    Pseudonyms ALREADY = new AlreadyPseudonymous();

    /** Nobody has said how: a subject's id is refused. */
    Pseudonyms REFUSED = new Refused();

    /** By HMAC-SHA-256. */
    static Pseudonyms under(PseudonymKey key) {
        return new Keyed(key);
    }

    /**
     * The pseudonym of a subject, the same each time.
     *
     * @throws PseudonymKeyMissing where nobody has said how
     */
    String of(String subjectId);

    /** Ids stay as they come. */
    record AlreadyPseudonymous() implements Pseudonyms {
        @Override
        public String of(String subjectId) {
            return subjectId;
        }
    }

    /** Ids become pseudonyms under a key. */
    record Keyed(PseudonymKey key) implements Pseudonyms {
        @Override
        public String of(String subjectId) {
            return key.pseudonymOf(subjectId);
        }
    }

    /** Ids are refused. */
    record Refused() implements Pseudonyms {
        @Override
        public String of(String subjectId) {
            throw new PseudonymKeyMissing("a subject's id");
        }
    }
}
