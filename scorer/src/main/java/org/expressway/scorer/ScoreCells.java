package org.expressway.scorer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.expressway.schemas.avro.CellPredictions;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters.Identity;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;

/** Scores each block of cells once an epoch of its reference, every cell by itself, with the champion of the reference. */
@SuppressWarnings("NullAway.Init") // init() runs first
final class ScoreCells implements Processor<byte[], byte[], byte[], Object> {
    private final RegistrySerde<NormalizedCells> serde;
    private final Champions champions;
    private final String model;
    private ProcessorContext<byte[], Object> context;
    private ReleasedModels releases;
    private KeyValueStore<String, String> scored;
    private TaskTrail trail;

    ScoreCells(SchemaRegistry registry, Champions champions, String model) {
        this.serde = Topics.CELLS_NORMALIZED.valueSerde(registry);
        this.champions = champions;
        this.model = model;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.releases = new ReleasedModels(context.getStateStore(ScorerTopology.RELEASES), champions, model);
        this.scored = context.getStateStore(ScorerTopology.SCORED_CELLS);
        this.trail = new TaskTrail(context, ScorerTopology.CELLS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        Incoming incoming = new Incoming(context, record);
        NormalizedCells block;
        try {
            block = serde.deserialize(Topics.CELLS_NORMALIZED.name(), record.value());
        } catch (UndecodableRecord e) {
            reject(incoming, "decode", RejectionReason.UNDECODABLE, e, Identity.UNKNOWN);
            return;
        }
        try {
            score(incoming, block);
        } catch (IllegalArgumentException e) {
            Identity identity = new Identity(block.getSite(), block.getBatchId(), block.getCaptureId());
            reject(incoming, "score", RejectionReason.MODEL_INPUT, e, identity);
        }
    }

    /** Keyed by capture: the predictions of its blocks stay in one partition. */
    private void score(Incoming incoming, NormalizedCells block) {
        String place = Keys.ofBlock(block.getSite(), block.getCaptureId(), block.getBlock());
        String under = block.getReferenceId() + " " + block.getEpoch();
        if (under.equals(scored.get(place))) {
            return;
        }
        Model serving = releases.champion(block.getReferenceId());
        CellScores scores = new CellScores(block, incoming.origin(), incoming.now());
        List<CellPredictions> predictions = serving == null ? List.of(scores.withoutModel(model)) : scores.by(serving);
        if (serving != null) {
            trail.answers(block.getReferenceId(), serving, releases, incoming.now());
        }
        scored.put(place, under);
        byte[] key = Keys.of(block.getSite(), block.getCaptureId()).getBytes(StandardCharsets.UTF_8);
        predictions.forEach(one -> context.forward(
                new Record<>(key, one, incoming.record().timestamp()), ScorerTopology.CELL_PREDICTIONS));
    }

    private void reject(
            Incoming incoming, String step, RejectionReason reason, RuntimeException cause, Identity identity) {
        Record<byte[], byte[]> record = incoming.record();
        Object letter = incoming.refused(step, reason, cause, identity);
        context.forward(new Record<>(record.key(), letter, record.timestamp()), ScorerTopology.REJECTED_CELLS);
    }
}
