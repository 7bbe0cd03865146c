package org.expressway.scorer.explain;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The explanation graph of a softmax regression as ONNX bytes, written by hand from onnx.proto's field numbers, so that the tests
 * need no exporter.
 */
final class TinyExplanation {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param weights genes x classes; @param bias one a class */
    static byte[] softmaxRegression(float[][] weights, float[] bias) {
        int genes = weights.length;
        int classes = bias.length;
        float[] flat = new float[genes * classes];
        float[] turned = new float[genes * classes];
        for (int g = 0; g < genes; g++) {
            for (int c = 0; c < classes; c++) {
                flat[g * classes + c] = weights[g][c];
                turned[c * genes + g] = weights[g][c];
            }
        }
        TinyExplanation graph = new TinyExplanation()
                .message(1, node("Gather", "from", "expression", "zero"))
                .message(1, node("Gather", "to", "expression", "one"))
                .message(1, node("Sub", "way", "to", "from"))
                .message(1, node("Mul", "gone", "position", "way"))
                .message(1, node("Add", "x", "from", "gone"))
                .message(1, node("Gemm", "logits", "x", "weights", "bias"))
                .message(1, node("ReduceSum", "total", "weight", "zero"))
                .message(1, node("MatMul", "row", "total", "turned"))
                .message(1, node("Squeeze", "gradient", "row", "zero"))
                .text(2, "tiny")
                .message(5, floats("weights", flat, genes, classes))
                .message(5, floats("turned", turned, classes, genes))
                .message(5, floats("bias", bias, classes))
                .message(5, whole("zero", 0))
                .message(5, whole("one", 1))
                .message(11, value("expression", genes))
                .message(11, value("position", 1))
                .message(11, value("weight", classes))
                .message(12, value("logits", classes))
                .message(12, new TinyExplanation().text(1, "gradient").message(2, type(dimension(genes))));
        TinyExplanation opset = new TinyExplanation().text(1, "").number(2, 16);
        return new TinyExplanation()
                .number(1, 8)
                .message(8, opset)
                .message(7, graph)
                .bytes
                .toByteArray();
    }

    private static TinyExplanation node(String operator, String output, String... inputs) {
        TinyExplanation node = new TinyExplanation();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, operator);
    }

    private static TinyExplanation floats(String name, float[] values, int... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, FLOAT, raw, shape);
    }

    private static TinyExplanation whole(String name, long value) {
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(value);
        return tensor(name, INT64, raw, 1);
    }

    private static TinyExplanation tensor(String name, int type, ByteBuffer raw, int... shape) {
        TinyExplanation tensor = new TinyExplanation();
        for (int size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name).field(9, raw.array());
    }

    /** A float matrix of any number of rows. */
    private static TinyExplanation value(String name, int columns) {
        return new TinyExplanation()
                .text(1, name)
                .message(2, type(new TinyExplanation().text(2, "n_" + name), dimension(columns)));
    }

    private static TinyExplanation dimension(int size) {
        return new TinyExplanation().number(1, size);
    }

    private static TinyExplanation type(TinyExplanation... dimensions) {
        TinyExplanation shape = new TinyExplanation();
        for (TinyExplanation dimension : dimensions) {
            shape.message(1, dimension);
        }
        return new TinyExplanation()
                .message(1, new TinyExplanation().number(1, FLOAT).message(2, shape));
    }

    private TinyExplanation number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private TinyExplanation text(int field, String text) {
        return field(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private TinyExplanation message(int field, TinyExplanation message) {
        return field(field, message.bytes.toByteArray());
    }

    private TinyExplanation field(int field, byte[] content) {
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
