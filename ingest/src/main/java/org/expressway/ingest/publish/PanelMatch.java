package org.expressway.ingest.publish;

import java.io.IOException;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.gene.GeneAnnotation;
import org.expressway.ingest.gene.GeneIdType;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.schemas.artifact.Panel;
import org.jspecify.annotations.Nullable;

/** Which gene of the panel each row of a file means. Where there is no panel yet, the first file that comes makes it. */
final class PanelMatch {
    private final PublishRequest request;
    private final @Nullable GeneAnnotation annotation;
    private final PanelRegistry panels;
    private @Nullable Panel panel;
    private boolean isNew;

    PanelMatch(PublishRequest request, PanelRegistry panels, @Nullable GeneAnnotation annotation) {
        this.request = request;
        this.panels = panels;
        this.annotation = annotation;
    }

    /** @throws BadInput where the file's genes are too foreign */
    GeneMapping of(ExpressionTable table) throws BadInput, IOException {
        Panel known = panel == null ? panels.find(request.panel()).orElse(null) : panel;
        if (known == null) {
            return first(table);
        }
        panel = known;
        GeneMapping mapping = GeneMapping.toPanel(table.genes(), known.genes(), annotation);
        request.genes().require(table, mapping, "panel " + request.panel());
        return mapping;
    }

    Panel panel() {
        if (panel == null) {
            throw new IllegalStateException("no file has come yet");
        }
        return panel;
    }

    String name() {
        return request.panel();
    }

    boolean isNew() {
        return isNew;
    }

    /** A new panel is made of the file's own genes, which an annotation has to know. */
    private GeneMapping first(ExpressionTable table) throws BadInput {
        GeneMapping own = GeneMapping.toItself(table.genes(), annotation);
        // Probes pass through: no annotation of genes knows them.
        if (annotation != null && own.vote().type() != GeneIdType.PROBE) {
            GeneMapping recognised = GeneMapping.toAnnotation(table.genes(), annotation);
            request.genes().require(table, recognised, "the annotation");
        }
        request.genes().require(table, own, "the file itself");
        panel = new Panel(own.ownGenes());
        isNew = true;
        return own;
    }
}
