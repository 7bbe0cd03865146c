package org.expressway.scorer.graph;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nodes and constants of an ONNX graph (numbers of fields from onnx.proto, IR version 8). Constants are kept as bytes until they
 * are asked for.
 */
public final class OnnxGraph {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_CONSTANT = 5;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int NAME_OF_VALUE = 1;

    /** @param plain whether it has no attributes */
    record Node(String operator, List<String> inputs, String output, boolean plain) {}

    private final Map<String, Node> byOutput = new HashMap<>();
    private final Map<String, Constant> constants = new HashMap<>();

    private OnnxGraph() {}

    /** @throws IllegalArgumentException when the bytes are no protobuf message */
    public static OnnxGraph read(ByteBuffer model) {
        OnnxGraph graph = new OnnxGraph();
        for (Fields fields = new Fields(model); fields.next(); ) {
            if (fields.number() == MODEL_GRAPH) {
                graph.add(fields.content());
            }
        }
        return graph;
    }

    private void add(ByteBuffer graph) {
        for (Fields fields = new Fields(graph); fields.next(); ) {
            if (fields.number() == GRAPH_NODE) {
                Node node = node(fields.content());
                byOutput.put(node.output(), node);
            } else if (fields.number() == GRAPH_CONSTANT) {
                Constant constant = Constant.read(fields.content());
                constants.put(constant.name(), constant);
            }
        }
    }

    private static Node node(ByteBuffer message) {
        String operator = "";
        String output = "";
        List<String> inputs = new ArrayList<>();
        boolean plain = true;
        for (Fields fields = new Fields(message); fields.next(); ) {
            switch (fields.number()) {
                case NODE_INPUT -> inputs.add(fields.text());
                case NODE_OUTPUT -> output = fields.text();
                case NODE_OPERATOR -> operator = fields.text();
                case NODE_ATTRIBUTE -> plain = false;
                default -> {
                    // nothing that layers need
                }
            }
        }
        return new Node(operator, inputs, output, plain);
    }

    @Nullable
    Node giving(String output) {
        return byOutput.get(output);
    }

    Optional<float[]> floats(String name) {
        return Optional.ofNullable(constants.get(name)).flatMap(Constant::floats);
    }

    Optional<int[]> wholes(String name) {
        return Optional.ofNullable(constants.get(name)).flatMap(Constant::wholes);
    }

    /**
     * The model with further values among its outputs. A protobuf message that comes twice is merged, lists end to end, so a
     * second graph of nothing but outputs is put behind the bytes.
     */
    public static byte[] withOutputs(byte[] model, List<String> names) {
        Message graph = new Message();
        names.forEach(name -> graph.field(GRAPH_OUTPUT, new Message().field(NAME_OF_VALUE, name)));
        byte[] more = names.isEmpty()
                ? new byte[0]
                : new Message().field(MODEL_GRAPH, graph).bytes();
        return ByteBuffer.allocate(model.length + more.length)
                .put(model)
                .put(more)
                .array();
    }
}
