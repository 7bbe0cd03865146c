package org.expressway.ingest.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.jspecify.annotations.Nullable;

/** An open HDF5 file: what is in it by path, every absence a fault that names the path. */
final class HdfTree implements Closeable {
    private static final int SHOWN = 12;
    private static final long LARGEST_CHUNK = 256L << 20;

    private final Path path;
    private final HdfFile file;

    private HdfTree(Path path, HdfFile file) {
        this.path = path;
        this.file = file;
    }

    /** Up to 2 GiB a file is mapped: what it claims of its lengths is then held against it, before room is made. */
    static HdfTree open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            if (channel.size() > Integer.MAX_VALUE) {
                return new HdfTree(path, new HdfFile(path));
            }
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return new HdfTree(path, HdfFile.fromByteBuffer(mapped));
        }
    }

    Path path() {
        return path;
    }

    boolean has(String at) {
        return node(at) != null;
    }

    boolean isGroup(String at) {
        return node(at) instanceof Group;
    }

    /** Names of the groups at the root. */
    List<String> groups() {
        return file.getChildren().values().stream()
                .filter(Node::isGroup)
                .map(Node::getName)
                .toList();
    }

    /** Names of what is in a group; none where it is no group. */
    List<String> children(String at) {
        return (at.isEmpty() ? file : node(at)) instanceof Group group
                ? List.copyOf(group.getChildren().keySet())
                : List.of();
    }

    /** What is in a group, for a message. */
    String listed(String at) {
        List<String> names = children(at);
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.isEmpty() ? "nothing in it" : shown + (names.size() > SHOWN ? ", ..." : "");
    }

    Dataset dataset(String at) throws BadInput {
        if (node(at) instanceof Dataset dataset) {
            refuseLargeChunks(at, dataset);
            return dataset;
        }
        int slash = at.lastIndexOf('/');
        String group = slash < 0 ? "" : at.substring(0, slash);
        throw fault(
                "no data set /" + at + "; /" + group + " has " + listed(group),
                "the data set /" + at,
                "the file was cut or written in part: write it again");
    }

    /** An attribute's value as the library gives it; null where there is none. */
    @Nullable
    Object attribute(String at, String name) {
        Node node = at.isEmpty() ? file : node(at);
        Attribute attribute = node == null ? null : node.getAttributes().get(name);
        return attribute == null ? null : attribute.getData();
    }

    BadInput fault(String seen, String expected, String remedy) {
        return new BadInput(Fault.ofFile(path, seen, expected, remedy));
    }

    String sha256() throws BadInput {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw fault("an error while reading (" + e + ")", "a readable file", "check the disk or the mount");
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private @Nullable Node node(String at) {
        Node node = file;
        for (String name : at.split("/", -1)) {
            node = node instanceof Group group ? group.getChildren().get(name) : null;
        }
        return node;
    }

    /** A chunk is unpacked whole, and its size is a claim of the file. */
    private void refuseLargeChunks(String at, Dataset dataset) throws BadInput {
        if (dataset instanceof ChunkedDataset chunked) {
            long bytes = dataset.getDataType().getSize();
            for (int dimension : chunked.getChunkDimensions()) {
                bytes = Math.multiplyExact(bytes, (long) dimension);
            }
            if (bytes > LARGEST_CHUNK) {
                throw fault(
                        "chunks of " + bytes + " bytes in /" + at,
                        "chunks of at most " + LARGEST_CHUNK + " bytes",
                        "write the file again with the usual chunks");
            }
        }
    }
}
