package org.expressway.ingest.gateway;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.PanelRegistry;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.GenePanel;
import org.jspecify.annotations.Nullable;

/** The platform's panels, kept here: a name never changes its genes, so only an unknown one is asked for again. */
final class Panels {
    /** @param id the panel's id, by which samples cite it */
    record Named(String id, Panel panel) {}

    private final PanelRegistry registry;
    private final Endpoints endpoints;
    private final Clock clock;
    private final Map<String, Named> byName = new HashMap<>();

    Panels(Endpoints endpoints, Clock clock) {
        this.registry = new PanelRegistry(endpoints);
        this.endpoints = endpoints;
        this.clock = clock;
    }

    synchronized @Nullable Named find(String name) throws IOException {
        if (!byName.containsKey(name)) {
            refresh();
        }
        return byName.get(name);
    }

    synchronized @Nullable Panel byId(String id) throws IOException {
        Panel known = known(id);
        if (known == null) {
            refresh();
        }
        return known == null ? known(id) : known;
    }

    synchronized Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** Gives a name to the genes of the first sample that uses it, as the first file under a name does. */
    synchronized Named register(String name, List<String> genes) throws IOException {
        Panel panel = new Panel(genes);
        Named named = new Named(registry.register(name, panel, clock.instant()), panel);
        byName.put(name, named);
        return named;
    }

    private @Nullable Panel known(String id) {
        return byName.values().stream()
                .filter(named -> named.id().equals(id))
                .map(Named::panel)
                .findFirst()
                .orElse(null);
    }

    private void refresh() throws IOException {
        for (Map.Entry<String, GenePanel> entry : registry.all().entrySet()) {
            if (!byName.containsKey(entry.getKey())) {
                String id = entry.getValue().getPanelId();
                byName.put(entry.getKey(), new Named(id, Panel.load(endpoints.artifacts(), id)));
            }
        }
    }
}
