package org.expressway.ingest.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The gateway's token: from a file that only its owner reads, or made at random in one. */
public final class AccessToken {
    /** Characters that a token has at least; 32 of base64 are 192 bits. */
    public static final int SHORTEST = 32;

    private static final int RANDOM_BYTES = 32;
    private static final int LONGEST_FILE = 4096;
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private AccessToken() {}

    /**
     * Checks a token.
     *
     * @param from where it was given, for the message
     * @throws IllegalArgumentException when it is too short, or has characters that no header carries
     */
    public static String checked(String token, String from) {
        if (token.length() < SHORTEST || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(from + ": seen a token of " + token.length() + " characters, expected "
                    + SHORTEST + " or more, visible ASCII without spaces; `openssl rand -base64 32` makes one");
        }
        return token;
    }

    /**
     * The token in a file.
     *
     * @throws AccessDeniedException where others may read the file
     */
    public static String read(Path file) throws IOException {
        refuseOpenToOthers(file);
        if (Files.size(file) > LONGEST_FILE) {
            throw new IllegalArgumentException(file + ": " + Files.size(file) + " bytes, expected a token on one line");
        }
        return checked(Files.readString(file).strip(), file.toString());
    }

    /** The token in a file, which is made for its owner alone, with a random token, where it is not there. */
    public static String readOrMake(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        } catch (FileAlreadyExistsException there) {
            return read(file);
        }
        return token.strip();
    }

    private static void refuseOpenToOthers(Path file) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(file));
        permissions.retainAll(OF_OTHERS);
        if (!permissions.isEmpty()) {
            throw new AccessDeniedException(
                    file.toString(), null, "others may read or change it; `chmod 600` it and change the token");
        }
    }
}
