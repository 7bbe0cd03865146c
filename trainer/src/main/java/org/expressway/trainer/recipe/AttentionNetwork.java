package org.expressway.trainer.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.expressway.trainer.features.Module;

/**
 * Self-attention over gene modules, while it is taught and after.
 *
 * <p>Each module's standardised genes become a token by an affine map of the module's own. The tokens attend to each
 * other, C = softmax(QKᵀ/√d) V (Vaswani et al. 2017, NeurIPS), and H = tokens + C. A learned query then weighs them, a =
 * softmax(H q), and the profile is Σ aₘ Hₘ, which an affine layer calls (Ilse, Tomczak &amp; Welling 2018, ICML,
 * attention pooling). The weights a, one a module and 1 in sum, say what a call rests on. No position enters: modules have
 * no order. Tokens, queries and pool begin faint, so that attention begins nearly even: with scores of full size a softmax
 * begins on one module, and the others learn nothing.
 *
 * <p>The backward pass is written out and held against finite differences. A batch costs n·width·(genes in modules +
 * modules²) multiply-adds.
 */
final class AttentionNetwork implements AutoCloseable {
    /** What a batch went through: tokens and what came of them, rows · modules × width; the weights, rows × modules. */
    private record Pass(
            float[] z,
            float[] tokens,
            float[] q,
            float[] k,
            float[] v,
            float[] mutual,
            float[] mixed,
            float[] weights,
            float[] pooled) {}

    private final List<Module> modules;
    private final int genes;
    private final int width;
    private final int classes;
    private final double dropout;
    private final SplittableRandom random;
    private final List<TaughtLayer> tokens = new ArrayList<>();
    private final TaughtLayer query;
    private final TaughtLayer key;
    private final TaughtLayer value;
    private final TaughtLayer pool;
    private final TaughtLayer output;

    AttentionNetwork(List<Module> modules, int genes, int width, int classes, double dropout, long seed) {
        this.modules = modules;
        this.genes = genes;
        this.width = width;
        this.classes = classes;
        this.dropout = dropout;
        this.random = new SplittableRandom(seed);
        modules.forEach(module -> tokens.add(TaughtLayer.faint(module.genes().length, width, random)));
        this.query = TaughtLayer.faint(width, width, random);
        this.key = new TaughtLayer(width, width, random);
        this.value = new TaughtLayer(width, width, random);
        this.pool = TaughtLayer.faint(width, 1, random);
        this.output = new TaughtLayer(width, classes, random);
    }

    /** One step on a batch (rows × genes, standardised); its mean weighted log loss, dropout included. */
    double step(float[] z, int[] labels, double[] ofClasses, Autoencoder.Pace pace) {
        double loss = learn(z, labels, ofClasses);
        layers().forEach(layer -> layer.step(pace.rate(), pace.decay()));
        return loss;
    }

    /** The loss, its gradient left in the layers. */
    double learn(float[] z, int[] labels, double[] ofClasses) {
        int rows = labels.length;
        Pass pass = forward(z, rows);
        float[] mask = Units.mask(pass.pooled().length, dropout, random);
        float[] kept = Units.times(pass.pooled(), mask);
        float[] p = output.forward(kept, rows);
        Units.softmax(p, classes);
        double loss = Units.toResidual(p, labels, ofClasses);
        output.learn(kept, p, rows);
        backward(pass, Units.times(output.back(p, rows), mask), rows);
        return loss;
    }

    /** Rows × classes. */
    float[] probabilities(float[] z, int rows) {
        float[] p = output.forward(forward(z, rows).pooled(), rows);
        Units.softmax(p, classes);
        return p;
    }

    /** Rows × modules. */
    float[] weights(float[] z, int rows) {
        return forward(z, rows).weights();
    }

    private Pass forward(float[] z, int rows) {
        int m = modules.size();
        float[] t = tokens(z, rows);
        float[] q = query.forward(t, rows * m);
        float[] k = key.forward(t, rows * m);
        float[] v = value.forward(t, rows * m);
        float[] mutual = new float[rows * m * m];
        float[] mixed = t.clone();
        for (int i = 0; i < rows; i++) {
            mutualOf(i, q, k, mutual);
        }
        Units.softmax(mutual, m);
        for (int i = 0; i < rows; i++) {
            Small.addProduct(mutual, i * m * m, v, i * m * width, mixed, i * m * width, m, m, width);
        }
        float[] weights = pool.forward(mixed, rows * m);
        Units.softmax(weights, m);
        float[] pooled = new float[rows * width];
        for (int i = 0; i < rows; i++) {
            Small.addProduct(weights, i * m, mixed, i * m * width, pooled, i * width, 1, m, width);
        }
        return new Pass(z, t, q, k, v, mutual, mixed, weights, pooled);
    }

    private void mutualOf(int row, float[] q, float[] k, float[] mutual) {
        int m = modules.size();
        float scale = scale();
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                mutual[(row * m + a) * m + b] =
                        scale * Small.dot(q, (row * m + a) * width, k, (row * m + b) * width, width);
            }
        }
    }

    private float scale() {
        return (float) (1 / Math.sqrt(width));
    }

    private float[] tokens(float[] z, int rows) {
        int m = modules.size();
        float[] all = new float[rows * m * width];
        for (int j = 0; j < m; j++) {
            float[] token = tokens.get(j).forward(own(z, j, rows), rows);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(token, i * width, all, (i * m + j) * width, width);
            }
        }
        return all;
    }

    private float[] own(float[] z, int module, int rows) {
        int[] of = modules.get(module).genes();
        float[] own = new float[rows * of.length];
        for (int i = 0; i < rows; i++) {
            for (int g = 0; g < of.length; g++) {
                own[i * of.length + g] = z[i * genes + of[g]];
            }
        }
        return own;
    }

    private void backward(Pass pass, float[] ofPooled, int rows) {
        int m = modules.size();
        float[] ofScores = new float[rows * m];
        float[] ofMixed = new float[rows * m * width];
        for (int i = 0; i < rows; i++) {
            unpool(pass, ofPooled, i, ofScores, ofMixed);
        }
        pool.learn(pass.mixed(), ofScores, rows * m);
        Units.add(ofMixed, pool.back(ofScores, rows * m));
        float[] ofTokens = ofMixed.clone();
        attentionBack(pass, ofMixed, rows, ofTokens);
        for (int j = 0; j < m; j++) {
            float[] delta = new float[rows * width];
            for (int i = 0; i < rows; i++) {
                System.arraycopy(ofTokens, (i * m + j) * width, delta, i * width, width);
            }
            tokens.get(j).learn(own(pass.z(), j, rows), delta, rows);
        }
    }

    /** Through Σ aₘ Hₘ and the softmax of a. */
    private void unpool(Pass pass, float[] ofPooled, int row, float[] ofScores, float[] ofMixed) {
        int m = modules.size();
        for (int a = 0; a < m; a++) {
            int at = row * m + a;
            ofScores[at] = Small.dot(ofPooled, row * width, pass.mixed(), at * width, width);
            for (int c = 0; c < width; c++) {
                ofMixed[at * width + c] = pass.weights()[at] * ofPooled[row * width + c];
            }
        }
        Small.softmaxBack(pass.weights(), ofScores, row * m, m);
    }

    private void attentionBack(Pass pass, float[] ofMixed, int rows, float[] ofTokens) {
        int m = modules.size();
        float[] ofQ = new float[ofMixed.length];
        float[] ofK = new float[ofMixed.length];
        float[] ofV = new float[ofMixed.length];
        float[] ofMutual = new float[pass.mutual().length];
        for (int i = 0; i < rows; i++) {
            int square = i * m * m;
            int block = i * m * width;
            for (int a = 0; a < m; a++) {
                for (int b = 0; b < m; b++) {
                    ofMutual[square + a * m + b] =
                            Small.dot(ofMixed, block + a * width, pass.v(), block + b * width, width);
                }
                Small.softmaxBack(pass.mutual(), ofMutual, square + a * m, m);
            }
            Small.addTransposedProduct(pass.mutual(), square, ofMixed, block, ofV, m, width, 1);
            Small.addScaledProduct(ofMutual, square, pass.k(), block, ofQ, m, width, scale());
            Small.addTransposedProduct(ofMutual, square, pass.q(), block, ofK, m, width, scale());
        }
        through(query, pass.tokens(), ofQ, rows * m, ofTokens);
        through(key, pass.tokens(), ofK, rows * m, ofTokens);
        through(value, pass.tokens(), ofV, rows * m, ofTokens);
    }

    private static void through(TaughtLayer layer, float[] in, float[] delta, int rows, float[] ofIn) {
        layer.learn(in, delta, rows);
        Units.add(ofIn, layer.back(delta, rows));
    }

    /** The tokens' by module, then query, key, value, pool, output. */
    private List<TaughtLayer> layers() {
        return Stream.concat(tokens.stream(), Stream.of(query, key, value, pool, output))
                .toList();
    }

    List<AffineLayer> affine() {
        return layers().stream().map(TaughtLayer::layer).toList();
    }

    void assign(List<AffineLayer> affine) {
        for (int l = 0; l < affine.size(); l++) {
            layers().get(l).assign(affine.get(l));
        }
    }

    List<float[]> gradients() {
        return layers().stream().map(TaughtLayer::gradient).toList();
    }

    @Override
    public void close() {
        layers().forEach(TaughtLayer::close);
    }
}
