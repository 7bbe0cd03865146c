package org.expressway.ingest.publish;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.expressway.schemas.artifact.Panel;

/**
 * Puts the values of a file's genes in a panel's order.
 *
 * @param source for each gene of the panel its place in the file, -1 where the file lacks it
 * @param extra genes of the file that the panel lacks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PanelAlignment(int[] source, int extra) {

    public static PanelAlignment of(Panel panel, List<String> genes) {
        Map<String, Integer> positions = panel.positions();
        int[] source = new int[panel.size()];
        Arrays.fill(source, -1);
        Set<String> unknown = new HashSet<>();
        for (int i = 0; i < genes.size(); i++) {
            Integer position = positions.get(genes.get(i));
            if (position == null) {
                unknown.add(genes.get(i));
            } else {
                source[position] = i;
            }
        }
        return new PanelAlignment(source, unknown.size());
    }

    int matched() {
        return (int) Arrays.stream(source).filter(i -> i >= 0).count();
    }

    int missing() {
        return source.length - matched();
    }

    /** One value a gene of the panel; NaN where the file lacks the gene. */
    public float[] apply(float[] values) {
        float[] aligned = new float[source.length];
        for (int g = 0; g < aligned.length; g++) {
            aligned[g] = source[g] < 0 ? Float.NaN : values[source[g]];
        }
        return aligned;
    }

    /** Puts values in panel order back to the file's genes; what the panel lacks is left as it is. */
    public void undo(double[] panelValues, double[] fileValues) {
        for (int g = 0; g < source.length; g++) {
            if (source[g] >= 0) {
                fileValues[source[g]] = panelValues[g];
            }
        }
    }
}
