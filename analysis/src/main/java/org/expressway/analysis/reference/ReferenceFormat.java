package org.expressway.analysis.reference;

import java.util.ArrayList;
import java.util.List;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.expressway.analysis.qc.QualityFormat;

/**
 * Binary form of a {@link ReferenceProfile}; fields as in {@link BinaryWriter}, big-endian, in this order:
 *
 * <pre>
 * "EXRP" | int version = 2
 * text panelId
 * the normaliser, as in {@link NormalizerFormat}
 * the correction of batches, as in {@link CorrectionFormat}
 * quality limits, see {@link QualityFormat}
 * texts members | texts batches | texts subjects
 * int classes | each: text label, int samples, numbers centroid
 * int 0, or int 1 and numbers within-class variance
 * </pre>
 */
public final class ReferenceFormat {
    private static final String MAGIC = "EXRP";
    private static final int VERSION = 2;

    private ReferenceFormat() {}

    public static byte[] write(ReferenceProfile profile) {
        BinaryWriter out = new BinaryWriter(MAGIC, VERSION).text(profile.panelId());
        NormalizerFormat.write(out, profile.normalizer());
        CorrectionFormat.write(out, profile.basis());
        QualityFormat.write(out, profile.limits());
        out.texts(profile.members()).texts(profile.batches()).texts(profile.subjects());
        writeClasses(out, profile.classes());
        double[] within = profile.withinClassVariance();
        out.integer(within == null ? 0 : 1);
        if (within != null) {
            out.numbers(within);
        }
        return out.toBytes();
    }

    /** Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the bytes are no reference profile, cut short, or of another version */
    public static ReferenceProfile read(byte[] bytes) {
        BinaryReader in = new BinaryReader("reference profile", bytes, MAGIC, VERSION);
        // Java evaluates arguments from left to right, which is the order of the fields.
        ReferenceProfile profile = new ReferenceProfile(
                in.text(),
                NormalizerFormat.read(in),
                CorrectionFormat.read(in),
                QualityFormat.read(in),
                in.texts(),
                in.texts(),
                in.texts(),
                readClasses(in),
                in.choice(2) == 0 ? null : in.numbers());
        in.end();
        return profile;
    }

    private static void writeClasses(BinaryWriter out, List<ClassStatistics> classes) {
        out.integer(classes.size());
        classes.forEach(one -> out.text(one.label()).integer(one.samples()).numbers(one.centroid()));
    }

    private static List<ClassStatistics> readClasses(BinaryReader in) {
        int count = in.length(3 * Integer.BYTES);
        List<ClassStatistics> classes = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            classes.add(new ClassStatistics(in.text(), in.integer(), in.numbers()));
        }
        return classes;
    }
}
