package org.expressway.ingest.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.PromptProducer.Unacknowledged;
import org.expressway.ingest.publish.RunPublisher;
import org.expressway.ingest.table.NameRule;
import org.expressway.schemas.avro.ClassMix;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.topic.AuditTrail;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Closes runs. The members are those that the request lists, else those published so far, for which the raw topic is read
 * to its end: a system that knows its members says them.
 */
final class RunDoor implements Door {
    private static final Set<String> FIELDS = Set.of("site", "sampleIds", "classMix");

    private final Clock clock;
    private final RunPublisher runs;
    private final AuditTrail trail;

    RunDoor(Endpoints endpoints, Clock clock, Duration patience) {
        this.clock = clock;
        this.runs = new RunPublisher(endpoints, clock);
        this.trail = new AuditTrail(RunPublisher.TRAIL, endpoints.bootstrapServers(), endpoints.registry(), patience);
    }

    @Override
    public Set<String> types() {
        return Set.of(RequestBody.JSON);
    }

    @Override
    public String enter(RequestBody body, String id) throws BadInput, Unacknowledged {
        Faults faults = new Faults();
        List<JsonNode> items = JsonBody.items(body.bytes());
        JsonFields fields = JsonFields.of(items.get(0), 1, faults);
        if (items.size() > 1) {
            fields.report("", items.size() + " objects", "one object", "close each run by itself");
        }
        NameRule.KEY_PART
                .objectionTo(id)
                .ifPresent(objection -> fields.report("id", objection, NameRule.KEY_PART.text(), "correct the path"));
        fields.refuseIdentifiers();
        fields.onlyThese(FIELDS);
        String site = fields.name("site");
        ClassMix mix = fields.choice("classMix", ClassMix.class);
        SortedSet<String> listed = listed(fields);
        faults.raise();
        List<String> members = List.copyOf(listed == null ? published(fields, site, id) : listed);
        ClassMix declared = mix == null ? ClassMix.UNKNOWN : mix;
        publish(RunPublisher.manifest(site, id, members, declared, clock.instant()));
        return "{\"members\":" + members.size() + "}";
    }

    private void publish(RunManifest manifest) throws Unacknowledged {
        try {
            RunPublisher.publish(manifest, trail);
        } catch (KafkaException e) {
            throw new Unacknowledged(Topics.RUN + " does not acknowledge: " + e.getMessage(), e);
        }
    }

    static @Nullable SortedSet<String> listed(JsonFields fields) {
        JsonNode list = fields.node("sampleIds");
        if (list == null) {
            return null;
        }
        SortedSet<String> members = new TreeSet<>();
        for (JsonNode member : list) {
            String id = member.isTextual() ? member.textValue() : "";
            NameRule.KEY_PART
                    .objectionTo(id)
                    .ifPresent(objection -> fields.report(
                            "sampleIds", objection + ": " + Fault.quoted(id), NameRule.KEY_PART.text(), "correct it"));
            members.add(id);
        }
        if (members.isEmpty()) {
            fields.report("sampleIds", "no sample", "the members of the run", "list them, or leave the field out");
        }
        return members;
    }

    /** One at a time: each reads the whole topic. */
    private synchronized SortedSet<String> published(JsonFields fields, String site, String id) throws BadInput {
        SortedSet<String> members = runs.batches().get(Keys.of(site, id));
        if (members == null) {
            throw new BadInput(new Fault(
                    JsonBody.NAME,
                    fields.row(),
                    0,
                    "id",
                    "run " + site + "/" + id + ", of which no sample has been published",
                    "a run with samples",
                    "send its samples first, or correct site and run"));
        }
        return members;
    }
}
