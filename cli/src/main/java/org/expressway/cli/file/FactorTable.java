package org.expressway.cli.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.table.NewFile;

/** Sample, library size (NA for logarithms) and factor, a row a sample; every digit of the doubles. */
final class FactorTable {
    private FactorTable() {}

    static void write(Path path, ExpressionMatrix matrix, Normalizer normalizer, double[] factors) throws IOException {
        try (NewFile file = NewFile.at(path)) {
            char separator = file.separator().character();
            boolean tmm = normalizer.method() == NormalizationMethod.TMM;
            StringBuilder text = new StringBuilder("sample" + separator + "library_size" + separator)
                    .append(tmm ? "norm_factor\n" : "size_factor\n");
            for (int s = 0; s < factors.length; s++) {
                text.append(file.cell(matrix.samples().get(s)))
                        .append(separator)
                        .append(normalizer.unit().linear() ? Double.toString(sum(matrix.values()[s])) : "NA")
                        .append(separator)
                        .append(factors[s])
                        .append('\n');
            }
            OutputStream out = file.stream();
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            file.commit();
        }
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Float.isNaN(value) ? 0 : value;
        }
        return sum;
    }
}
