package org.expressway.schemas.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The installation's Ed25519 key (RFC 8032): the private half in a file that its owner alone may read, the public half
 * beside it, both PEM as openssl reads them. Whoever checks anchors needs the public half, best from another place.
 */
public final class AnchorKey {
    public static final String PRIVATE_FILE = "anchor.key";
    public static final String PUBLIC_FILE = "anchor.pub";
    private static final String ALGORITHM = "Ed25519";

    private AnchorKey() {}

    /** The private key of a folder; made there when there is none. Two processes that begin at once agree on one. */
    public static PrivateKey ofFolder(Path folder) throws IOException {
        Path file = folder.resolve(PRIVATE_FILE);
        if (!Files.exists(file)) {
            make(folder, file);
        }
        return privateKey(file);
    }

    private static void make(Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        KeyPair pair = generate();
        Path publicPart = write(folder, "PUBLIC KEY", pair.getPublic().getEncoded());
        Path privatePart = write(folder, "PRIVATE KEY", pair.getPrivate().getEncoded());
        try {
            Files.createLink(file, privatePart);
            Files.move(publicPart, folder.resolve(PUBLIC_FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            Files.deleteIfExists(publicPart); // another process was first: its key is the one
        } finally {
            Files.deleteIfExists(privatePart);
        }
    }

    private static Path write(Path folder, String kind, byte[] encoded) throws IOException {
        var ownersOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path part = Files.createTempFile(folder, "anchor", ".part", ownersOnly);
        Files.writeString(part, pem(kind, encoded), StandardOpenOption.TRUNCATE_EXISTING);
        return part;
    }

    /** The public key in a PEM file. @throws IllegalArgumentException when it is none */
    public static PublicKey publicKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(encoded(file, "PUBLIC KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": expected an Ed25519 public key as PEM: " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded(file, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": expected an Ed25519 private key as PEM: " + e.getMessage(), e);
        }
    }

    private static byte[] encoded(Path file, String kind) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        try {
            return Base64.getMimeDecoder()
                    .decode(text.replace("-----BEGIN " + kind + "-----", "")
                            .replace("-----END " + kind + "-----", "")
                            .strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": expected PEM with a " + kind, e);
        }
    }

    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getEncoder().encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }

    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    static String sign(byte[] bytes, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 failed: " + e.getMessage(), e);
        }
    }

    /** Whether the key's owner signed these bytes; what is no signature was signed by nobody. */
    static boolean signed(byte[] bytes, String signature, PublicKey key) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(bytes);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
