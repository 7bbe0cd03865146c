package org.expressway.analysis.labelled;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.expressway.analysis.normalize.ValueUnit;

/**
 * {@link LabelledSamples} in a file of one machine, for one run: the length of a header, the header, then samples × genes
 * as float32. The values are written row by row and held once.
 */
public final class LabelledSamplesFile {
    private static final String MAGIC = "EXLS";
    private static final int VERSION = 1;
    private static final int BUFFER = 1 << 16;

    private LabelledSamplesFile() {}

    public static void write(Path file, LabelledSamples set) throws IOException {
        byte[] header = new BinaryWriter(MAGIC, VERSION)
                .integer(set.unit().ordinal())
                .texts(set.genes())
                .texts(set.samples())
                .texts(set.labels())
                .texts(set.subjects())
                .texts(set.sites())
                .texts(set.sides())
                .toBytes();
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            out.writeInt(header.length);
            out.write(header);
            for (float[] row : set.values()) {
                ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
                bytes.asFloatBuffer().put(row);
                out.write(bytes.array());
            }
        }
    }

    /** @throws IllegalArgumentException when the file is not what {@link #write} wrote */
    public static LabelledSamples read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            int length = in.readInt();
            BinaryReader header = new BinaryReader("file of labelled samples", in.readNBytes(length), MAGIC, VERSION);
            ValueUnit unit = ValueUnit.values()[header.choice(ValueUnit.values().length)];
            List<String> genes = header.texts();
            List<String> samples = header.texts();
            LabelledSamples set = new LabelledSamples(
                    unit,
                    genes,
                    samples,
                    new float[samples.size()][genes.size()],
                    header.texts(),
                    header.texts(),
                    header.texts(),
                    header.texts());
            header.end();
            for (float[] row : set.values()) {
                byte[] bytes = new byte[row.length * Float.BYTES];
                in.readFully(bytes);
                ByteBuffer.wrap(bytes).asFloatBuffer().get(row);
            }
            return set;
        }
    }
}
