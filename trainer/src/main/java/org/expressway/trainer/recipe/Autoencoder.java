package org.expressway.trainer.recipe;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * An autoencoder with a classifier on its latent, while it is taught.
 *
 * <p>genes → ReLU(wide) → latent → ReLU(wide) → genes, trained to give back what it was given, of which a share is hidden
 * (a denoising autoencoder; Vincent et al. 2010, JMLR 11:3371); and latent → ReLU(hidden) → softmax. The latent is affine,
 * so that distances in it mean something. Taught on labels, the loss is the log loss plus the reconstruction's: one
 * alone would leave the decoder behind, and the reconstruction regularises (Le, Patterson &amp; White 2018, NeurIPS).
 *
 * <p>Forward and backward are written out, with OpenBLAS for the products, because DL4J multiplies eight times where five
 * are needed (see RATIONALE). A step on n samples costs 10·n·genes·wide multiply-adds and one pass over the weights.
 */
final class Autoencoder implements AutoCloseable {
    /** @param corruption share of the inputs hidden at each step; @param dropout of the classifier's units */
    record Shape(int genes, int wide, int latent, int hidden, int classes, double corruption, double dropout) {}

    /** @param rate of learning; @param decay of weights, times the rate */
    record Pace(double rate, double decay) {}

    private final Shape shape;
    private final SplittableRandom random;
    private final TaughtLayer encode;
    private final TaughtLayer latent;
    private final TaughtLayer decode;
    private final TaughtLayer reconstruct;
    private final TaughtLayer hidden;
    private final TaughtLayer output;

    Autoencoder(Shape shape, long seed) {
        this.shape = shape;
        this.random = new SplittableRandom(seed);
        this.encode = new TaughtLayer(shape.genes(), shape.wide(), random);
        this.latent = new TaughtLayer(shape.wide(), shape.latent(), random);
        this.decode = new TaughtLayer(shape.latent(), shape.wide(), random);
        this.reconstruct = new TaughtLayer(shape.wide(), shape.genes(), random);
        this.hidden = new TaughtLayer(shape.latent(), shape.hidden(), random);
        this.output = new TaughtLayer(shape.hidden(), shape.classes(), random);
    }

    /** One step towards giving back the samples (rows × genes, standardised); the mean squared error they had. */
    double reconstructing(float[] x, int rows, Pace pace) {
        float[] seen = corrupted(x);
        float[] wide = Units.relu(encode.forward(seen, rows));
        float[] code = latent.forward(wide, rows);
        float[] delta = new float[code.length];
        double loss = decoding(x, code, rows, delta);
        encoding(seen, wide, delta, rows);
        Stream.of(encode, latent, decode, reconstruct).forEach(layer -> layer.step(pace.rate(), pace.decay()));
        return loss;
    }

    /**
     * One step towards classes and reconstruction.
     *
     * @param weights of the classes
     * @return the mean weighted log loss, dropout included
     */
    double classifying(float[] x, int[] labels, double[] weights, Pace pace) {
        int rows = labels.length;
        float[] seen = corrupted(x);
        float[] wide = Units.relu(encode.forward(seen, rows));
        float[] code = latent.forward(wide, rows);
        float[] delta = new float[code.length];
        decoding(x, code, rows, delta);
        double loss = calling(code, labels, weights, delta);
        encoding(seen, wide, delta, rows);
        layers().forEach(layer -> layer.step(pace.rate(), pace.decay()));
        return loss;
    }

    private float[] corrupted(float[] x) {
        return shape.corruption() == 0 ? x : Units.times(x, Units.mask(x.length, shape.corruption(), random));
    }

    /** Adds the gradient by the code to {@code delta}. */
    private double decoding(float[] x, float[] code, int rows, float[] delta) {
        float[] wide = Units.relu(decode.forward(code, rows));
        float[] error = reconstruct.forward(wide, rows);
        double squares = 0;
        float scale = 2f / x.length;
        for (int j = 0; j < x.length; j++) {
            float e = error[j] - x[j];
            squares += e * e;
            error[j] = scale * e;
        }
        reconstruct.learn(wide, error, rows);
        float[] ofWide = Units.reluBack(reconstruct.back(error, rows), wide);
        decode.learn(code, ofWide, rows);
        Units.add(delta, decode.back(ofWide, rows));
        return squares / x.length;
    }

    /** Adds the gradient by the code to {@code delta}. */
    private double calling(float[] code, int[] labels, double[] weights, float[] delta) {
        int rows = labels.length;
        float[] codeMask = Units.mask(code.length, shape.dropout(), random);
        float[] kept = Units.times(code, codeMask);
        float[] units = Units.relu(hidden.forward(kept, rows));
        float[] unitMask = Units.mask(units.length, shape.dropout(), random);
        float[] keptUnits = Units.times(units, unitMask);
        float[] p = output.forward(keptUnits, rows);
        Units.softmax(p, shape.classes());
        double loss = Units.toResidual(p, labels, weights);
        output.learn(keptUnits, p, rows);
        float[] ofUnits = Units.reluBack(Units.times(output.back(p, rows), unitMask), units);
        hidden.learn(kept, ofUnits, rows);
        Units.add(delta, Units.times(hidden.back(ofUnits, rows), codeMask));
        return loss;
    }

    private void encoding(float[] seen, float[] wide, float[] delta, int rows) {
        latent.learn(wide, delta, rows);
        encode.learn(seen, Units.reluBack(latent.back(delta, rows), wide), rows);
    }

    /** Without dropout: rows × latent. */
    float[] code(float[] x, int rows) {
        return latent.forward(Units.relu(encode.forward(x, rows)), rows);
    }

    /** Rows × genes. */
    float[] reconstruction(float[] code, int rows) {
        return reconstruct.forward(Units.relu(decode.forward(code, rows)), rows);
    }

    /** Rows × classes. */
    float[] probabilities(float[] code, int rows) {
        float[] p = output.forward(Units.relu(hidden.forward(code, rows)), rows);
        Units.softmax(p, shape.classes());
        return p;
    }

    /** Encode, latent, decode, reconstruct, hidden, output. */
    private List<TaughtLayer> layers() {
        return List.of(encode, latent, decode, reconstruct, hidden, output);
    }

    /** The same, as they are now. */
    List<AffineLayer> affine() {
        return layers().stream().map(TaughtLayer::layer).toList();
    }

    void assign(List<AffineLayer> affine) {
        for (int l = 0; l < affine.size(); l++) {
            layers().get(l).assign(affine.get(l));
        }
    }

    /** The gradients kept last, by layer. */
    List<float[]> gradients() {
        return layers().stream().map(TaughtLayer::gradient).toList();
    }

    @Override
    public void close() {
        layers().forEach(TaughtLayer::close);
    }
}
