package org.expressway.ingest.publish;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.GenePanel;
import org.expressway.schemas.topic.Topics;

/** Named panels: the name in a compacted topic, the genes in the artifact store. A name never changes its genes. */
public final class PanelRegistry {
    private final Endpoints endpoints;

    public PanelRegistry(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Every registered panel by its name. */
    public Map<String, GenePanel> all() {
        Map<String, GenePanel> panels = new TreeMap<>();
        endpoints.reader(Topics.PANEL).toEnd(read -> {
            GenePanel panel = read.value();
            if (panel != null) {
                panels.putIfAbsent(read.key(), panel);
            }
        });
        return panels;
    }

    /** The genes behind a name. */
    public Optional<Panel> find(String name) throws IOException {
        GenePanel entry = all().get(name);
        return entry == null ? Optional.empty() : Optional.of(Panel.load(endpoints.artifacts(), entry.getPanelId()));
    }

    /**
     * Stores a panel, then gives it its name; the same panel under the same name again is no work.
     *
     * @return the panel's id
     * @throws IllegalArgumentException where the name belongs to other genes
     */
    public String register(String name, Panel panel, Instant now) throws IOException {
        GenePanel there = all().get(name);
        if (there != null && !there.getPanelId().equals(panel.id())) {
            throw new IllegalArgumentException("panel " + name + " has other genes (" + there.getGenes() + ", id "
                    + there.getPanelId() + "): choose another name");
        }
        String id = panel.store(endpoints.artifacts());
        if (there == null) {
            try (TopicProducer<GenePanel> producer = new TopicProducer<>(endpoints, Topics.PANEL)) {
                producer.send(name, new GenePanel(name, id, panel.size(), now));
                producer.flush();
            }
        }
        return id;
    }
}
