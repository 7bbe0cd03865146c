package org.expressway.trainer.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.expressway.trainer.recipe.Graph;
import org.expressway.trainer.recipe.TrainedModel;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Writes a model as an ONNX graph: {@code expression → (Gather →) Sub → Mul → … → logits → Softmax = probabilities}, and
 * whatever further outputs the recipe has.
 *
 * <p>The standardisation stays two nodes and is not folded into the first Gemm: folded, the bias becomes a difference of
 * large numbers and costs digits of float32. The same model gives the same bytes: nothing of the time or the machine is
 * written, and protobuf writes fields in their order.
 */
public final class OnnxWriter implements Graph {
    private static final int OPSET = 13;
    /** The first in which ScatterElements adds. */
    private static final int EXPLANATION_OPSET = 16;

    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("expressway");

    /** What the first dimension of an output counts. */
    private final String rows;

    private OnnxWriter(String rows) {
        this.rows = rows;
    }

    /** The model as the bytes of an ONNX file. */
    public static byte[] write(TrainedModel model) {
        OnnxWriter writer = new OnnxWriter("batch");
        writer.graph.addInput(floats(INPUT, "batch", model.standardisation().mean().length));
        model.write(writer);
        return writer.bytes(OPSET);
    }

    /** How the model's logits change between two profiles (see {@link TrainedModel#explain}), as the bytes of an ONNX file. */
    public static byte[] explanation(TrainedModel model, int classes) {
        OnnxWriter writer = new OnnxWriter("steps");
        writer.graph.addInput(floats(INPUT, "ends", model.standardisation().mean().length));
        writer.graph.addInput(floats(POSITION, "steps", 1));
        writer.graph.addInput(floats(WEIGHT, "steps", classes));
        model.explain(writer, classes);
        return writer.bytes(EXPLANATION_OPSET);
    }

    private byte[] bytes(int opset) {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("expressway")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    @Override
    public String node(String operator, String gives, List<String> takes, Map<String, Object> attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(operator)
                .setName(gives)
                .addAllInput(takes)
                .addOutput(gives);
        new TreeMap<>(attributes).forEach((name, value) -> node.addAttribute(attribute(name, value)));
        graph.addNode(node);
        return gives;
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Long whole) {
            return attribute
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(whole)
                    .build();
        }
        if (value instanceof Float number) {
            return attribute
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(number)
                    .build();
        }
        if (value instanceof String text) {
            return attribute
                    .setType(AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(text))
                    .build();
        }
        attribute.setType(AttributeProto.AttributeType.INTS);
        ((List<?>) value).forEach(element -> attribute.addInts((Long) element));
        return attribute.build();
    }

    @Override
    public String tensor(String name, float[] values, long... shape) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        return initializer(name, TensorProto.DataType.FLOAT_VALUE, bytes, shape);
    }

    @Override
    public String whole(String name, long... values) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(values.length, Long.BYTES));
        bytes.asLongBuffer().put(values);
        return initializer(name, TensorProto.DataType.INT64_VALUE, bytes, values.length);
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String initializer(String name, int type, ByteBuffer bytes, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    @Override
    public void output(String name, long... shape) {
        graph.addOutput(floats(name, rows, shape));
    }

    @Override
    public void vector(String name, long length) {
        graph.addOutput(value(name, TensorShapeProto.newBuilder().addDim(fixed(length))));
    }

    private static ValueInfoProto floats(String name, String rows, long... widths) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(rows));
        for (long width : widths) {
            shape.addDim(fixed(width));
        }
        return value(name, shape);
    }

    private static TensorShapeProto.Dimension fixed(long size) {
        return TensorShapeProto.Dimension.newBuilder().setDimValue(size).build();
    }

    private static ValueInfoProto value(String name, TensorShapeProto.Builder shape) {
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
