package org.expressway.scorer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A softmax regression as ONNX bytes: {@code probabilities = softmax(expression · weights + bias)}. ONNX is a protobuf
 * message, and these few fields of it (numbers from onnx.proto) are written by hand, so that the tests need no exporter.
 */
final class TinyOnnx {
    private static final int FLOAT = 1;
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param weights genes x classes; @param bias one a class */
    static byte[] softmaxRegression(float[][] weights, float[] bias) {
        return softmaxRegression(weights, bias, "probabilities");
    }

    static byte[] softmaxRegression(float[][] weights, float[] bias, String output) {
        int genes = weights.length;
        int classes = bias.length;
        TinyOnnx graph = new TinyOnnx()
                .message(1, node("Gemm", "logits", "expression", "weights", "bias"))
                .message(1, node("Softmax", output, "logits"))
                .text(2, "tiny")
                .message(5, tensor("weights", flat(weights), genes, classes))
                .message(5, tensor("bias", bias, classes))
                .message(11, value("expression", genes))
                .message(12, value("logits", classes))
                .message(12, value(output, classes));
        return model(graph);
    }

    /**
     * Layers with rectifiers between them.
     *
     * @param weights of each layer, inputs x outputs
     */
    static byte[] network(float[][][] weights) {
        TinyOnnx graph = new TinyOnnx();
        String in = "expression";
        for (int l = 0; l < weights.length; l++) {
            boolean last = l == weights.length - 1;
            String sum = last ? "logits" : "sum" + l;
            graph.message(1, node("Gemm", sum, in, "weights" + l, "bias" + l));
            in = last ? sum : "out" + l;
            if (!last) {
                graph.message(1, node("Relu", in, sum));
            }
            graph.message(5, tensor("weights" + l, flat(weights[l]), weights[l].length, weights[l][0].length))
                    .message(5, tensor("bias" + l, new float[weights[l][0].length], weights[l][0].length));
        }
        int classes = weights[weights.length - 1][0].length;
        graph.message(1, node("Softmax", "probabilities", "logits"))
                .text(2, "tiny")
                .message(11, value("expression", weights[0].length))
                .message(12, value("logits", classes))
                .message(12, value("probabilities", classes));
        return model(graph);
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
        }
        return flat;
    }

    private static byte[] model(TinyOnnx graph) {
        TinyOnnx opset = new TinyOnnx().text(1, "").number(2, OPSET);
        return new TinyOnnx()
                .number(1, IR_VERSION)
                .message(8, opset)
                .message(7, graph)
                .bytes
                .toByteArray();
    }

    private static TinyOnnx node(String operator, String output, String... inputs) {
        TinyOnnx node = new TinyOnnx();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, operator);
    }

    private static TinyOnnx tensor(String name, float[] values, int... shape) {
        TinyOnnx tensor = new TinyOnnx();
        for (int size : shape) {
            tensor.number(1, size);
        }
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor.number(2, FLOAT).text(8, name).field(9, raw.array());
    }

    /** A float matrix of any number of rows. */
    private static TinyOnnx value(String name, int columns) {
        TinyOnnx shape =
                new TinyOnnx().message(1, new TinyOnnx().text(2, "n")).message(1, new TinyOnnx().number(1, columns));
        TinyOnnx tensor = new TinyOnnx().number(1, FLOAT).message(2, shape);
        return new TinyOnnx().text(1, name).message(2, new TinyOnnx().message(1, tensor));
    }

    private TinyOnnx number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private TinyOnnx text(int field, String text) {
        return field(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private TinyOnnx message(int field, TinyOnnx message) {
        return field(field, message.bytes.toByteArray());
    }

    private TinyOnnx field(int field, byte[] content) {
        varint((long) field << 3 | 2);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void varint(long value) {
        long left = value;
        while (left >= 0x80) {
            bytes.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
    }
}
