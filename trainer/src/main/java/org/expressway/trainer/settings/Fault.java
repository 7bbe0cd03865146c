package org.expressway.trainer.settings;

/**
 * Something that a file of settings must not say.
 *
 * @param line from 1
 * @param seen what stands there
 * @param expected what may stand there
 */
public record Fault(int line, String seen, String expected) {
    @Override
    public String toString() {
        return "line %d: seen %s; expected %s".formatted(line, seen, expected);
    }
}
