package org.expressway.scorer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.ScoringRequest;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.OfRecord;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters.Identity;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;

/**
 * Scores a sample again because a person asked for it, with the bundle that was champion then. The request brings the corrected
 * record along, so nothing has to be found in a topic; once the prediction of record is by that bundle, or is of a later
 * stage or epoch, it adds nothing, however often it comes.
 */
@SuppressWarnings("NullAway.Init") // init() runs first
final class Rescore implements Processor<byte[], byte[], byte[], Object> {
    private static final String MARK = "scored again for ";

    private final SchemaRegistry registry;
    private final RegistrySerde<ScoringRequest> requests;
    private final RegistrySerde<CorrectedSample> samples;
    private final Scoring scoring;
    private ProcessorContext<byte[], Object> context;
    private KeyValueStore<String, String> scored;
    private SignOut signOut;
    private TaskTrail trail;

    Rescore(SchemaRegistry registry, Scoring scoring) {
        this.registry = registry;
        this.requests = Topics.SCORING_REQUEST.valueSerde(registry);
        this.samples = Topics.CORRECTED.valueSerde(registry);
        this.scoring = scoring;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.scored = context.getStateStore(ScorerTopology.SCORED);
        this.signOut = new SignOut(context, registry);
        this.trail = new TaskTrail(context, ScorerTopology.SAMPLES);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        ScoringRequest request;
        CorrectedSample sample;
        try {
            request = requests.deserialize(Topics.SCORING_REQUEST.name(), record.value());
            sample = samples.deserialize(Topics.CORRECTED.name(), bytes(request.getCorrected()));
        } catch (UndecodableRecord e) {
            reject(record, RejectionReason.UNDECODABLE, e, Identity.UNKNOWN);
            return;
        }
        try {
            score(record, request, sample);
        } catch (IllegalArgumentException e) {
            Identity identity = new Identity(sample.getSite(), sample.getBatchId(), sample.getSampleId());
            reject(record, RejectionReason.MODEL_INPUT, e, identity);
        }
    }

    private void score(Record<byte[], byte[]> record, ScoringRequest request, CorrectedSample sample) {
        String key = Keys.of(sample.getSite(), sample.getSampleId());
        if (sample.getRole() != SampleRole.STUDY || isDone(key, request, sample)) {
            return;
        }
        if (!sample.getReferenceId().equals(request.getReferenceId())) {
            throw new IllegalArgumentException(
                    "expected a sample on reference " + request.getReferenceId() + ", seen " + sample.getReferenceId());
        }
        Model model = scoring.champions()
                .onRequest(request.getReferenceId(), request.getBundleSha256())
                .orElseThrow(() -> new IllegalArgumentException("bundle " + request.getBundleSha256()
                        + " cannot be used; `expressway models list` may say why"));
        Incoming incoming = new Incoming(context, record);
        Prediction prediction = scoring.judge().call(sample, model, request.getCorrectedOrigin(), incoming.now());
        List<String> flags = new ArrayList<>(prediction.getFlags());
        flags.add(MARK + request.getRequestedBy() + ": " + request.getReason());
        Prediction again = Prediction.newBuilder(prediction).setFlags(flags).build();
        scored.put(key, ScoredStages.parse(scored.get(key)).with(sample).toString());
        context.forward(record.withValue(again), ScorerTopology.PREDICTIONS_AGAIN);
        trail.predicted(again.getId(), incoming.now());
        trail.scoredAgain(request, again, incoming.now());
        context.forward(record.withValue(again), ScorerTopology.WATCH_SIGNED);
    }

    /** By this bundle already, or overtaken by a later stage or epoch. */
    private boolean isDone(String key, ScoringRequest request, CorrectedSample sample) {
        Prediction standing = signOut.standing(key);
        if (standing == null) {
            return false;
        }
        boolean same = standing.getBundleSha256().equals(request.getBundleSha256())
                && standing.getStage() == sample.getStage()
                && standing.getEpoch() == sample.getEpoch()
                && standing.getReferenceId().equals(sample.getReferenceId());
        return same || OfRecord.standsOver(standing, sample.getEpoch(), sample.getStage());
    }

    /** As it would be had nobody asked for it: a request leaves a mark among the flags. */
    static Prediction unasked(Prediction prediction) {
        List<String> flags = prediction.getFlags().stream()
                .filter(flag -> !flag.startsWith(MARK))
                .toList();
        return Prediction.newBuilder(prediction).setFlags(flags).build();
    }

    private void reject(Record<byte[], byte[]> record, RejectionReason reason, RuntimeException cause, Identity who) {
        Object letter = new Incoming(context, record).refused("rescore", reason, cause, who);
        context.forward(record.withValue(letter), ScorerTopology.REJECTED_REQUESTS);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
