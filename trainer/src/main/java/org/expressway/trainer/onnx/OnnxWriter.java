package org.expressway.trainer.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.expressway.trainer.recipe.AffineLayer;
import org.expressway.trainer.recipe.Standardisation;
import org.expressway.trainer.recipe.TrainedModel;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Writes a model as an ONNX graph: {@code expression → Sub → Mul → (Gemm → Relu)* → Gemm = logits → Softmax = probabilities}.
 *
 * <p>The standardisation stays two nodes and is not folded into the first Gemm: folded, the bias becomes a difference of
 * large numbers and costs digits of float32. The same model gives the same bytes: nothing of the time or the machine is
 * written, and protobuf writes fields in their order.
 */
public final class OnnxWriter {
    private static final int OPSET = 13;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("expressway");
    private String last = "expression";

    private OnnxWriter() {}

    /** The model as the bytes of an ONNX file. */
    public static byte[] write(TrainedModel model) {
        OnnxWriter writer = new OnnxWriter();
        List<AffineLayer> layers = model.layers();
        writer.standardisation(model.standardisation());
        for (int i = 0; i < layers.size() - 1; i++) {
            writer.affine("layer" + i, layers.get(i), "layer" + i + ".sum");
            writer.node("Relu", "layer" + i + ".out", writer.last);
        }
        AffineLayer output = layers.get(layers.size() - 1);
        writer.affine("output", output, "logits");
        writer.node("Softmax", "probabilities", writer.last);
        return writer.model(model.standardisation().mean().length, output.outputs());
    }

    private void standardisation(Standardisation standardisation) {
        int genes = standardisation.mean().length;
        tensor("mean", standardisation.mean(), genes);
        tensor("inverseSd", standardisation.inverseSd(), genes);
        node("Sub", "centred", last, "mean");
        node("Mul", "standardised", last, "inverseSd");
    }

    private void affine(String name, AffineLayer layer, String output) {
        tensor(name + ".weights", layer.weights(), layer.inputs(), layer.outputs());
        tensor(name + ".bias", layer.bias(), layer.outputs());
        node("Gemm", output, last, name + ".weights", name + ".bias");
    }

    private void node(String operator, String output, String... inputs) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output));
        last = output;
    }

    private void tensor(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
    }

    private byte[] model(int genes, int classes) {
        graph.addInput(floats("expression", genes));
        graph.addOutput(floats("logits", classes));
        graph.addOutput(floats("probabilities", classes));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("expressway")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static ValueInfoProto floats(String name, long width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
                .build();
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
