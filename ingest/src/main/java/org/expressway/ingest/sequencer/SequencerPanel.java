package org.expressway.ingest.sequencer;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.PanelRegistry;
import org.expressway.ingest.simulate.SimulatedRuns;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.ReferenceBoard;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;

/**
 * The panel that simulated samples follow: the active reference's, whatever its genes are called, or one of the
 * simulator's own where no reference is active.
 *
 * @param ofReference whether it is the active reference's
 */
public record SequencerPanel(String id, int genes, boolean ofReference) {
    /** Name under which the simulator's own genes are registered. */
    public static final String NAME = "simulated-";

    /** The panel of the active reference; empty where none is active. */
    public static Optional<SequencerPanel> ofReference(Endpoints endpoints) throws IOException {
        ReferenceBoard board = new ReferenceBoard();
        new TopicReader<>(endpoints.bootstrapServers(), endpoints.registry(), Topics.REFERENCE).toEnd(board::accept);
        Optional<ReferencePointer> active = board.active();
        if (active.isEmpty()) {
            return Optional.empty();
        }
        String id = active.get().getPanelId();
        return Optional.of(
                new SequencerPanel(id, Panel.load(endpoints.artifacts(), id).size(), true));
    }

    /** Registers the simulator's own genes. */
    public static SequencerPanel registered(Endpoints endpoints, SimulatedRuns runs, Clock clock) throws IOException {
        Panel panel = new Panel(runs.genes());
        String id = new PanelRegistry(endpoints).register(NAME + panel.size(), panel, clock.instant());
        return new SequencerPanel(id, panel.size(), false);
    }
}
