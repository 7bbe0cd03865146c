package org.expressway.ingest.table;

import java.util.Optional;

/** What stands between two cells of a table. The order is the preference where two occur equally often. */
public enum Separator {
    TAB('\t', "tab"),
    SEMICOLON(';', "semicolon"),
    COMMA(',', "comma");

    private final char character;
    private final String label;

    Separator(char character, String label) {
        this.character = character;
        this.label = label;
    }

    public char character() {
        return character;
    }

    /** The separator's name in a sentence. */
    public String label() {
        return label;
    }

    /** The separator that occurs most often in a line outside of double quotes; empty where none occurs. */
    public static Optional<Separator> mostFrequentIn(String line) {
        Separator best = TAB;
        for (Separator candidate : values()) {
            best = candidate.countIn(line) > best.countIn(line) ? candidate : best;
        }
        return best.countIn(line) == 0 ? Optional.empty() : Optional.of(best);
    }

    private int countIn(String line) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            count += !quoted && c == character ? 1 : 0;
        }
        return count;
    }
}
