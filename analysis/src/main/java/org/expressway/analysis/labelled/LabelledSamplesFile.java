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
 * as float32, those without a label last. The values are written row by row and held once.
 */
public final class LabelledSamplesFile {
    private static final String MAGIC = "EXLS";
    private static final int VERSION = 2;
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
                .texts(set.others().subjects())
                .texts(set.others().sites())
                .toBytes();
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            out.writeInt(header.length);
            out.write(header);
            write(out, set.values());
            write(out, set.others().values());
        }
    }

    private static void write(DataOutputStream out, float[][] rows) throws IOException {
        for (float[] row : rows) {
            ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
            bytes.asFloatBuffer().put(row);
            out.write(bytes.array());
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
                    header.texts(),
                    others(header, genes.size()));
            header.end();
            read(in, set.values());
            read(in, set.others().values());
            return set;
        }
    }

    private static LabelledSamples.Others others(BinaryReader header, int genes) {
        List<String> subjects = header.texts();
        return new LabelledSamples.Others(new float[subjects.size()][genes], subjects, header.texts());
    }

    private static void read(DataInputStream in, float[][] rows) throws IOException {
        for (float[] row : rows) {
            byte[] bytes = new byte[row.length * Float.BYTES];
            in.readFully(bytes);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(row);
        }
    }
}
