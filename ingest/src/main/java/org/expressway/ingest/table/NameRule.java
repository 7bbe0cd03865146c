package org.expressway.ingest.table;

import java.util.Optional;

/**
 * What an id may be. Sites, batches, subjects and samples become parts of topic keys {@code site/sampleId}, so they have
 * no slash; a gene id may have one, as probe sets do.
 */
public enum NameRule {
    GENE(true),
    KEY_PART(false);

    /** Characters an id may have. */
    public static final int LONGEST = 200;

    private final boolean slashAllowed;

    NameRule(boolean slashAllowed) {
        this.slashAllowed = slashAllowed;
    }

    /** The rule in a sentence. */
    public String text() {
        return "a name of 1 to " + LONGEST + " characters without control characters" + (slashAllowed ? "" : " or '/'");
    }

    /** What is wrong with a name, as the end of a sentence; empty where nothing is. */
    public Optional<String> objectionTo(String name) {
        if (name.isBlank()) {
            return Optional.of("an empty name");
        }
        if (name.length() > LONGEST) {
            return Optional.of("a name of " + name.length() + " characters");
        }
        if (name.indexOf('\ufffd') >= 0) {
            return Optional.of("a name with bytes that are not UTF-8");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("a name with a control character");
        }
        return !slashAllowed && name.indexOf('/') >= 0 ? Optional.of("a name with '/'") : Optional.empty();
    }
}
