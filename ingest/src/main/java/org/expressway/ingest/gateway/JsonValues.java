package org.expressway.ingest.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.table.NameRule;
import org.jspecify.annotations.Nullable;

/**
 * The values of a sample: by gene id, or one a gene in a panel's order.
 *
 * @param genes ids of the values; empty where they are in the panel's order
 * @param values null became NaN: missing is not zero
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JsonValues(List<String> genes, float[] values) {
    static final String FIELD = "values";

    boolean inPanelOrder() {
        return genes.isEmpty();
    }

    /** Reads them; null where they are none, which has been reported then. */
    static @Nullable JsonValues of(JsonFields sample) {
        JsonNode node = sample.node(FIELD);
        if (node == null || !node.isContainerNode() || node.isEmpty()) {
            String seen = node == null ? "nothing" : node.isEmpty() ? "no value" : "a " + JsonFields.kind(node);
            sample.report(
                    FIELD,
                    seen,
                    "an object of gene id and number, or an array of numbers in the panel's order",
                    "send the values; null where one is missing");
            return null;
        }
        return node.isObject() ? byGene(sample, node) : inOrder(sample, node);
    }

    private static JsonValues byGene(JsonFields sample, JsonNode node) {
        List<String> genes = new ArrayList<>(node.size());
        float[] values = new float[node.size()];
        Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            String gene = field.getKey();
            NameRule.GENE
                    .objectionTo(gene)
                    .ifPresent(objection -> sample.report(
                            FIELD, objection + " for a gene", NameRule.GENE.text(), "correct the gene's id"));
            values[genes.size()] = value(sample, FIELD + "." + gene, field.getValue());
            genes.add(gene);
        }
        return new JsonValues(genes, values);
    }

    private static JsonValues inOrder(JsonFields sample, JsonNode node) {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(sample, FIELD + "[" + i + "]", node.get(i));
        }
        return new JsonValues(List.of(), values);
    }

    private static float value(JsonFields sample, String field, JsonNode node) {
        if (node.isNull()) {
            return Float.NaN;
        }
        float value = node.isNumber() ? node.decimalValue().floatValue() : Float.NaN;
        if (!Float.isFinite(value)) {
            String seen = node.isNumber() ? node.asText() : "a " + JsonFields.kind(node);
            sample.report(field, seen, "a number that a float32 holds, or null", "send null where a value is missing");
            return Float.NaN;
        }
        return value;
    }
}
