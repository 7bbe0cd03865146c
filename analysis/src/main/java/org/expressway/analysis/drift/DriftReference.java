package org.expressway.analysis.drift;

import java.util.List;
import java.util.Optional;

/**
 * What charts are read against; frozen with a model.
 *
 * @param frame what is expected of a study sample
 * @param study limits of charts of study samples
 * @param controls what is expected of controls; empty where none was there to learn from
 * @param learning samples by which a chart first learns what is usual for it; 0 where it is measured from the reference
 * @param ownProbabilities ascending: what the model gave to the class that was confirmed, of the samples behind the
 *     thresholds; what {@link LabelMartingale} compares new labels with
 * @param samples how many gave the frame, its moments and the thresholds
 */
public record DriftReference(
        DriftFrame frame,
        ChartLimits study,
        Optional<ControlFrame> controls,
        int learning,
        double[] ownProbabilities,
        int[] samples) {

    public int genes() {
        return frame.genes().genes();
    }

    /** On how many axes of the model's latent space a profile must have a place. */
    public int latentAxes() {
        return frame.composition().axes(frame.classes());
    }

    /** Mean run length in control as measured for a target, on subjects that taught the threshold nothing. */
    public double achieved(double target) {
        return study.achieved(target);
    }

    /** What a sample adds to its chart. */
    public Observation observe(Profile profile) {
        int genes = profile.normalised().length;
        int classes = profile.probabilities().length;
        int axes = profile.latent().length;
        if (genes != genes() || classes != frame.classes() || axes < latentAxes()) {
            throw new IllegalArgumentException(
                    "a profile of %d genes, %d classes and %d latent axes for charts of %d, %d and %d or more"
                            .formatted(genes, classes, axes, genes(), frame.classes(), latentAxes()));
        }
        return frame.observe(profile);
    }

    /** A chart that has seen nothing. */
    public Chart newChart() {
        return Chart.fresh(frame.newState(learning));
    }

    /** A chart of controls that has seen nothing. */
    public Chart newControlChart() {
        return Chart.fresh(ControlFrame.newState(genes()));
    }

    /** Takes a study sample into its chart. */
    public Reading advance(Chart chart, Observation seen, String sample, AlarmRule rule) {
        return chart.advance(seen, sample, study, rule);
    }

    /** Whether a control of this material can be charted. */
    public boolean knows(String material) {
        return controls.isPresent() && controls.get().knows(material);
    }

    /** What a control adds to its chart. @throws IllegalArgumentException when its material is not known */
    public Observation observeControl(float[] normalised, String material) {
        return controls.orElseThrow(() -> new IllegalArgumentException("no controls were there to learn from"))
                .observe(normalised, material);
    }

    /** Takes a control into its chart. */
    public Reading advanceControls(Chart chart, Observation seen, String sample, AlarmRule rule) {
        return chart.advance(seen, sample, controls.orElseThrow().limits(), rule);
    }

    /** Which genes of a chart of study samples have moved, the farthest first. */
    public List<ShiftedGene> shifted(Chart chart) {
        return ShiftedGenes.of(chart.averages(), frame.latent());
    }

    /**
     * The same reference with what these controls teach. @throws IllegalArgumentException when fewer than four were
     * measured twice
     */
    public DriftReference withControls(float[][] normalised, List<String> materials, long seed) {
        return new DriftReference(
                frame,
                study,
                Optional.of(ControlFrame.of(normalised, materials, seed)),
                learning,
                ownProbabilities,
                samples);
    }
}
