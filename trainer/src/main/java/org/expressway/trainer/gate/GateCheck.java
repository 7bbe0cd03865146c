package org.expressway.trainer.gate;

/**
 * One thing a protocol asks for, and what was seen.
 *
 * @param name short and stable, for programs
 * @param seen the figure in words, with the number of samples behind it
 * @param expected what would have been enough
 */
public record GateCheck(String name, boolean passed, String seen, String expected) {
    @Override
    public String toString() {
        return "%s: %s%s".formatted(name, seen, passed ? "" : "; expected " + expected);
    }
}
