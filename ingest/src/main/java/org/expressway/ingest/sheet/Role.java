package org.expressway.ingest.sheet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a sample is for. */
public enum Role {
    STUDY,
    BRIDGE_CONTROL,
    BLANK;

    /** Reads a cell; case, spaces and '-' do not matter. */
    static Optional<Role> of(String cell) {
        String name = cell.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return Arrays.stream(values()).filter(role -> role.name().equals(name)).findFirst();
    }
}
