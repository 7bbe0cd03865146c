package org.expressway.scorer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.expressway.schemas.avro.ModelService;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.ReleaseBoard;

/**
 * Loads what is released, once a second, before a sample has to wait for it, and says what came of it: a person sees
 * in {@code models list} that a bundle was refused, and why. It takes no records.
 */
@SuppressWarnings("NullAway.Init") // init() runs first
final class TellService implements Processor<byte[], Prediction, byte[], ModelService> {
    static final Duration EVERY = Duration.ofSeconds(1);

    private final Champions champions;
    private final String model;
    private ProcessorContext<byte[], ModelService> context;
    private ReleasedModels releases;

    TellService(Champions champions, String model) {
        this.champions = champions;
        this.model = model;
    }

    @Override
    public void init(ProcessorContext<byte[], ModelService> context) {
        this.context = context;
        this.releases = new ReleasedModels(context.getStateStore(ScorerTopology.RELEASES), champions, model);
        context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, this::tell);
    }

    @Override
    public void process(Record<byte[], Prediction> record) {}

    private void tell(long now) {
        releases.loadAll();
        for (ModelService service : champions.untold(Instant.ofEpochMilli(now))) {
            String key = ReleaseBoard.key(service.getModel(), service.getReferenceId(), service.getAlias());
            context.forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), service, now));
        }
    }
}
