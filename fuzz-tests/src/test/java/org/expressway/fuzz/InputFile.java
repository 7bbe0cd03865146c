package org.expressway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;

/** The files that readers are given, written again for each input, and what their refusals have to look like. */
final class InputFile {
    private static final Path FOLDER =
            Path.of("target", "input-" + ProcessHandle.current().pid());

    /** Something that reads files. */
    interface Reading {
        void read() throws BadInput;
    }

    private InputFile() {}

    /** A file of this name with these bytes, in a folder whose other files are those of the same target. */
    static Path of(String name, byte[] bytes) throws IOException {
        Files.createDirectories(FOLDER);
        return Files.write(FOLDER.resolve(name), bytes);
    }

    /** A refusal says where, what was seen, what was expected and what to do, and cannot move a terminal's cursor. */
    static void readsOrRefuses(Reading reading) {
        try {
            reading.read();
        } catch (BadInput refused) {
            assertThat(refused.faults()).isNotEmpty().allSatisfy(InputFile::isWhole);
            isHarmless(refused.getMessage().replace("\n", ""));
        }
    }

    private static void isHarmless(String shown) {
        assertThat(shown.chars().filter(Character::isISOControl).boxed())
                .as("control characters in: %s", shown)
                .isEmpty();
    }

    private static void isWhole(Fault fault) {
        assertThat(fault.file().toString()).isNotBlank();
        assertThat(fault.seen()).isNotBlank();
        assertThat(fault.expected()).isNotBlank();
        assertThat(fault.remedy()).isNotBlank();
    }
}
