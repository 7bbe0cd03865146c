package org.expressway.ingest.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.ingest.gene.GeneProfiles;
import org.expressway.ingest.gene.GeneRule;
import org.jspecify.annotations.Nullable;

/**
 * Brings a sample's values into its panel's order, by the rules that files are read by: versions of Ensembl ids are left
 * out, genes that stand twice become one, too foreign genes are refused, and so are values that cannot be of their unit.
 */
final class Alignment {
    /** A sample's values in the order of a panel. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Aligned(String panelId, float[] values) {}

    /** The mapping made last: samples of one laboratory have the same genes. */
    private record Made(String panelId, GeneMapping mapping) {}

    private final Panels panels;
    private volatile @Nullable Made last;

    Alignment(Panels panels) {
        this.panels = panels;
    }

    Aligned align(JsonSample sample) throws BadInput, IOException {
        Panels.Named panel = panels.find(sample.panel());
        return sample.values().inPanelOrder() ? inOrder(sample, panel) : byGene(sample, panel);
    }

    private Aligned inOrder(JsonSample sample, Panels.@Nullable Named panel) throws BadInput {
        if (panel == null) {
            throw fault(
                    sample,
                    "panel",
                    "panel " + Fault.quoted(sample.panel()) + ", which nobody has registered",
                    "one of " + panels.names(),
                    "send the first sample of a new panel with its gene ids");
        }
        float[] values = sample.values().values();
        if (values.length != panel.panel().size()) {
            throw fault(
                    sample,
                    JsonValues.FIELD,
                    values.length + " values",
                    panel.panel().size() + " values, one a gene of panel " + sample.panel(),
                    "send null for a missing gene, or the values by their gene ids");
        }
        requireUnit(sample, panel.panel().genes());
        return new Aligned(panel.id(), values);
    }

    private Aligned byGene(JsonSample sample, Panels.@Nullable Named known) throws BadInput, IOException {
        GeneColumn genes = GeneColumn.of(sample.values().genes());
        ExpressionTable table = requireUnit(sample, genes.ids());
        Panels.Named panel = known;
        if (panel == null) {
            GeneMapping own = GeneMapping.toItself(genes, null);
            panel = panels.register(sample.panel(), own.ownGenes());
        }
        GeneMapping mapping = mapping(panel, genes);
        try {
            GeneRule.STANDARD.require(table, mapping, "panel " + sample.panel());
        } catch (BadInput foreign) {
            throw placed(foreign, sample, JsonValues.FIELD);
        }
        return new Aligned(
                panel.id(), GeneProfiles.of(table, mapping, sample.unit()).profile(0));
    }

    private GeneMapping mapping(Panels.Named panel, GeneColumn genes) {
        Made made = last;
        if (made != null
                && made.panelId().equals(panel.id())
                && made.mapping().ids().equals(genes.ids())) {
            return made.mapping();
        }
        GeneMapping mapping = GeneMapping.toPanel(genes, panel.panel().genes(), null);
        last = new Made(panel.id(), mapping);
        return mapping;
    }

    /** The table of one sample, unless its values cannot be of its unit. */
    static ExpressionTable requireUnit(JsonSample sample, List<String> genes) throws BadInput {
        float[][] values = {sample.values().values()};
        ExpressionTable table = new ExpressionTable(
                new Origin(Path.of("request"), "", LabFormat.SAMPLES_BY_GENES),
                GeneColumn.of(genes),
                List.of(sample.row().sampleId()),
                new DenseValues(genes.size(), values),
                Places.NONE,
                sample.unit(),
                Map.of(),
                List.of());
        var objection = UnitEvidence.of(table).against(sample.unit());
        if (objection.isPresent()) {
            throw placed(new BadInput(objection.get().fault(table)), sample, JsonValues.FIELD);
        }
        return table;
    }

    /** The fault of a table of one sample as a fault of a request's item. */
    private static BadInput placed(BadInput fault, JsonSample sample, String field) {
        Fault seen = fault.faults().get(0);
        return fault(sample, field, seen.seen(), seen.expected(), seen.remedy());
    }

    private static BadInput fault(JsonSample sample, String field, String seen, String expected, String remedy) {
        return new BadInput(new Fault(JsonBody.NAME, sample.row().row(), 0, field, seen, expected, remedy));
    }
}
