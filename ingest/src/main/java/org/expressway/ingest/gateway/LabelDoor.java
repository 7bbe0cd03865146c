package org.expressway.ingest.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Faults;
import org.expressway.ingest.publish.PromptProducer;
import org.expressway.ingest.publish.PromptProducer.Keyed;
import org.expressway.ingest.publish.PromptProducer.Unacknowledged;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.topic.Keys;

/** Takes confirmed subtypes, one or many. */
final class LabelDoor implements Door {
    private static final Set<String> FIELDS = Set.of("sampleId", "site", "subtype", "source");

    private final Clock clock;
    private final PromptProducer<Label> producer;

    LabelDoor(Clock clock, PromptProducer<Label> producer) {
        this.clock = clock;
        this.producer = producer;
    }

    @Override
    public Set<String> types() {
        return Set.of(RequestBody.JSON);
    }

    @Override
    public String enter(RequestBody body, String id) throws BadInput, Unacknowledged {
        List<Label> labels = read(body.bytes(), clock.instant());
        producer.send(labels.stream()
                .map(label -> new Keyed<>(Keys.of(label.getSite(), label.getSampleId()), label))
                .toList());
        return "{\"accepted\":" + labels.size() + "}";
    }

    /** The labels of a body; each of its faults is said at once. */
    static List<Label> read(byte[] bytes, Instant now) throws BadInput {
        Faults faults = new Faults();
        List<Label> labels = new ArrayList<>();
        int number = 0;
        for (JsonNode item : JsonBody.items(bytes)) {
            labels.add(label(JsonFields.of(item, ++number, faults), now));
        }
        faults.raise();
        return labels;
    }

    private static Label label(JsonFields fields, Instant now) {
        fields.refuseIdentifiers();
        fields.onlyThese(FIELDS);
        String subtype = fields.text("subtype");
        if (subtype == null) {
            fields.report("subtype", "nothing", "the confirmed subtype", "send no label where there is none");
        }
        String source = fields.text("source");
        return new Label(
                fields.name("sampleId"),
                fields.name("site"),
                subtype == null ? "" : subtype,
                source == null ? SampleDoor.SOURCE : source,
                now);
    }
}
