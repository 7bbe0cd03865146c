package org.expressway.cli.terminal;

/** What kind of terminal this is. The launcher looks, since Java cannot tell which of its streams are redirected. */
public final class Terminal {
    private Terminal() {}

    /** Whether stderr is shown to a person as it comes. */
    public static boolean interactive() {
        return Boolean.getBoolean("expressway.stderr.terminal");
    }

    /** Whether colours are welcome (no-color.org). */
    public static boolean colour() {
        return interactive() && System.getenv("NO_COLOR") == null;
    }

    /** Text in bold where colours are welcome. */
    public static String bold(String text) {
        return colour() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
