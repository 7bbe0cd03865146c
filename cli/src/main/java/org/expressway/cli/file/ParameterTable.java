package org.expressway.cli.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.expressway.analysis.correct.BatchFit;
import org.expressway.ingest.table.NewFile;

/**
 * The parameters of every fit: a row a batch and gene, with all the digits of the doubles; NA where a gene passed. Gamma is
 * in units of the reference's standard deviation, delta a ratio of variances.
 */
final class ParameterTable implements Closeable {
    private static final List<String> HEADER =
            List.of("gene", "batch", "mode", "gamma_hat", "delta_hat", "gamma_star", "delta_star", "posterior_sd");

    private final NewFile file;
    private final List<String> genes;

    private ParameterTable(NewFile file, List<String> genes) {
        this.file = file;
        this.genes = genes;
    }

    static ParameterTable at(Path path, List<String> genes) throws IOException {
        ParameterTable table = new ParameterTable(NewFile.at(path), genes);
        table.write(String.join(table.separator(), HEADER) + "\n");
        return table;
    }

    void add(Outcome outcome) throws IOException {
        BatchFit fit = outcome.fit();
        String batch = file.cell(outcome.batch()) + separator() + outcome.mode();
        StringBuilder row = new StringBuilder();
        for (int g = 0; g < genes.size(); g++) {
            row.setLength(0);
            row.append(file.cell(genes.get(g))).append(separator()).append(batch);
            number(row, fit.gammaHat()[g]);
            number(row, fit.deltaHat()[g]);
            number(row, fit.gammaStar()[g]);
            number(row, fit.deltaStar()[g]);
            number(row, fit.posteriorSd()[g]);
            write(row.append('\n').toString());
        }
    }

    void commit() throws IOException {
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void number(StringBuilder row, double value) {
        row.append(separator()).append(Double.isNaN(value) ? "NA" : Double.toString(value));
    }

    private String separator() {
        return String.valueOf(file.separator().character());
    }

    private void write(String text) throws IOException {
        file.stream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
