package org.expressway.ingest.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.expressway.ingest.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymKeyTest {
    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @TempDir
    private Path directory;

    /** {@code hmac.new(bytes(range(32)), b'P1', 'sha256').hexdigest()[:32]}, and of {@code b'\0key'} the first 8, in Python. */
    @Test
    void aPseudonymIsTheHmacOfTheIdBehindTheNameOfItsKey() {
        assertThat(Pseudonyms.under(PseudonymKey.ofHex(HEX)).of("P1"))
                .isEqualTo("p-a7ed1341-9d3dc57fe655262db4de0cf7c1d6974b");
    }

    @Test
    void theSameIdWrittenInTwoWaysIsOneSubject() {
        Pseudonyms pseudonyms = Pseudonyms.under(PseudonymKey.ofHex(HEX));
        assertThat(pseudonyms.of("Mu\u0308ller")).isEqualTo(pseudonyms.of("M\u00fcller"));
        assertThat(pseudonyms.of("P1")).isNotEqualTo(pseudonyms.of("P2"));
    }

    @Test
    void anotherKeyGivesOtherPseudonymsAndSaysSo() {
        PseudonymKey other = PseudonymKey.ofHex(HEX.replace("00", "ff"));
        assertThat(other.name()).isNotEqualTo(PseudonymKey.ofHex(HEX).name());
        assertThat(Pseudonyms.under(other).of("P1")).startsWith("p-" + other.name() + "-");
    }

    @Test
    void withoutAKeyAnIdIsRefusedAndTheMessageSaysTheWaysOut() {
        assertThatThrownBy(() -> Pseudonyms.REFUSED.of("P1"))
                .isInstanceOf(PseudonymKeyMissing.class)
                .hasMessageContaining("--pseudonym-key")
                .hasMessageContaining("--already-pseudonymous")
                .hasMessageNotContaining("P1");
        assertThat(Pseudonyms.ALREADY.of("P1")).isEqualTo("P1");
    }

    @Test
    void aNewKeyIsItsOwnersAloneAndNeverWrittenOver() throws Exception {
        Path file = directory.resolve("key");
        PseudonymKey made = PseudonymKeyFile.create(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PseudonymKeyFile.read(file).name()).isEqualTo(made.name());
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> PseudonymKeyFile.create(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-"})
    void aKeyThatOthersCanReadOrChangeIsRefused(String permissions) throws Exception {
        Path file = directory.resolve("key");
        PseudonymKeyFile.create(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> PseudonymKeyFile.read(file))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "0001", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1"})
    void aFileThatHoldsNoKeyIsRefusedAndNotQuoted(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("key"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> PseudonymKeyFile.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a key of 32 to 1024 bytes")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("0001");
    }

    @Test
    void aKeySaysItsNameAndNothingElse() {
        assertThat(PseudonymKey.ofHex(HEX)).hasToString("pseudonym key a7ed1341");
        assertThat(Pseudonyms.under(PseudonymKey.ofHex(HEX)).toString()).doesNotContain("0102");
    }
}
