package org.expressway.analysis.labelled;

import java.util.List;
import org.expressway.analysis.normalize.ValueUnit;

/**
 * Labelled samples as they stand in a file.
 *
 * @param unit of the values
 * @param values samples × genes; NaN is missing
 * @param labels one a sample
 * @param subjects one a sample
 * @param sites one a sample, or none at all
 * @param sides one a sample, what a column of the sheet says of the split, or none at all
 * @param others samples of the same genes that nobody has labelled
 */
public record LabelledSamples(
        ValueUnit unit,
        List<String> genes,
        List<String> samples,
        float[][] values,
        List<String> labels,
        List<String> subjects,
        List<String> sites,
        List<String> sides,
        Others others) {

    /**
     * What may be learned from without a label, of people who are known.
     *
     * @param values samples × genes
     * @param subjects one a sample
     * @param sites one a sample, or none at all
     */
    public record Others(float[][] values, List<String> subjects, List<String> sites) {
        public Others {
            subjects = List.copyOf(subjects);
            sites = List.copyOf(sites);
            if (values.length != subjects.size() || !(sites.isEmpty() || sites.size() == values.length)) {
                throw new IllegalArgumentException("%d unlabelled samples with %d subjects and %d sites"
                        .formatted(values.length, subjects.size(), sites.size()));
            }
        }

        public static Others none() {
            return new Others(new float[0][], List.of(), List.of());
        }
    }

    public LabelledSamples {
        genes = List.copyOf(genes);
        samples = List.copyOf(samples);
        labels = List.copyOf(labels);
        subjects = List.copyOf(subjects);
        sites = List.copyOf(sites);
        sides = List.copyOf(sides);
        int n = samples.size();
        if (values.length != n
                || labels.size() != n
                || subjects.size() != n
                || !(sites.isEmpty() || sites.size() == n)
                || !(sides.isEmpty() || sides.size() == n)) {
            throw new IllegalArgumentException("%d samples with %d rows, %d labels, %d subjects, %d sites and %d sides"
                    .formatted(n, values.length, labels.size(), subjects.size(), sites.size(), sides.size()));
        }
    }
}
