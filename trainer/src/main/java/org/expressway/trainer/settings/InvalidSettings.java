package org.expressway.trainer.settings;

import java.util.List;
import java.util.stream.Collectors;

/** A file of settings that cannot be used, with all of its faults. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    InvalidSettings(String file, List<Fault> faults) {
        super(faults.stream()
                .map(Fault::toString)
                .collect(Collectors.joining(
                        "\n  ",
                        "%s has %d %s:\n  ".formatted(file, faults.size(), faults.size() == 1 ? "fault" : "faults"),
                        "\ncorrect the file and start again; nothing was trained")));
        this.faults = List.copyOf(faults);
    }

    /** In the order of their lines. */
    public List<Fault> faults() {
        return faults;
    }
}
