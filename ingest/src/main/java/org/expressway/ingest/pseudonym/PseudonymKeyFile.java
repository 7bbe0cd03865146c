package org.expressway.ingest.pseudonym;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;

/** A key in a file of its own: hex digits on one line, readable by its owner and, where a group runs the service, by it. */
public final class PseudonymKeyFile {
    private static final int LARGEST = 4096;
    private static final Set<PosixFilePermission> FOREIGN =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    private PseudonymKeyFile() {}

    /**
     * Reads a key.
     *
     * @throws BadInput where the file holds none
     * @throws AccessDeniedException where everybody on the machine can read it, or others can change it
     */
    public static PseudonymKey read(Path file) throws BadInput, IOException {
        refuseOpen(file);
        try (InputStream in = Files.newInputStream(file)) {
            String text = StandardCharsets.US_ASCII
                    .decode(ByteBuffer.wrap(in.readNBytes(LARGEST)))
                    .toString();
            return PseudonymKey.ofHex(text);
        } catch (IllegalArgumentException e) {
            throw refused(file, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes a new random key in a new file that its owner alone may read.
     *
     * @throws FileAlreadyExistsException where there is a file: a key that is lost takes every pseudonym with it
     */
    public static PseudonymKey create(Path file) throws IOException {
        String hex = PseudonymKey.newHex();
        Set<StandardOpenOption> asNew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, asNew, ownersAlone(file));
                Writer out = Channels.newWriter(channel, StandardCharsets.US_ASCII)) {
            out.write(hex + "\n");
            out.flush();
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(
                    file + ": there is a file already, and a key is never written over; name another file");
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file + ": its folder is not there; create it first");
        }
        return PseudonymKey.ofHex(hex);
    }

    private static FileAttribute<?>[] ownersAlone(Path file) {
        return posix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void refuseOpen(Path file) throws BadInput, IOException {
        if (!Files.isRegularFile(file)) {
            throw refused(file, Files.exists(file) ? "no plain file" : "no such file");
        }
        if (posix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(FOREIGN::contains)) {
            throw new AccessDeniedException(file
                    + ": a key that others on this machine can read or change; expected its owner alone: chmod 600 "
                    + file);
        }
    }

    private static BadInput refused(Path file, String seen) {
        return new BadInput(Fault.ofFile(
                file, seen, PseudonymKey.expected(), "name the key's file; `expressway pseudonym new-key` makes one"));
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
