package org.expressway.ingest.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.PromptProducer;
import org.expressway.ingest.publish.PromptProducer.Keyed;
import org.expressway.ingest.publish.PromptProducer.Unacknowledged;
import org.expressway.ingest.publish.SampleCodec;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Keys;

/** Takes samples, in JSON one or many, in Avro one. All of a request is good, or none of it is sent. */
final class SampleDoor implements Door {
    /** What a record's provenance names instead of a file. */
    static final String SOURCE = "gateway";

    private final Clock clock;
    private final Pseudonyms pseudonyms;
    private final Alignment alignment;
    private final AvroSample avro;
    private final PromptProducer<ExpressionSample> producer;

    SampleDoor(Endpoints endpoints, Clock clock, Pseudonyms pseudonyms, PromptProducer<ExpressionSample> producer) {
        Panels panels = new Panels(endpoints, clock);
        this.clock = clock;
        this.pseudonyms = pseudonyms;
        this.alignment = new Alignment(panels);
        this.avro = new AvroSample(endpoints, panels);
        this.producer = producer;
    }

    @Override
    public Set<String> types() {
        return Set.of(RequestBody.JSON, RequestBody.AVRO);
    }

    @Override
    public String enter(RequestBody body, String id) throws BadInput, IOException, Unacknowledged {
        Instant now = clock.instant();
        List<ExpressionSample> samples = body.isAvro()
                ? List.of(avro.read(body, pseudonyms, now))
                : records(body, read(body.bytes(), pseudonyms), now);
        producer.send(samples.stream()
                .map(sample -> new Keyed<>(Keys.of(sample.getSite(), sample.getSampleId()), sample))
                .toList());
        return "{\"accepted\":" + samples.size() + "}";
    }

    /** The samples of a body; each of its faults is said at once. */
    static List<JsonSample> read(byte[] bytes, Pseudonyms pseudonyms) throws BadInput {
        Faults faults = new Faults();
        List<JsonSample> samples = new ArrayList<>();
        int number = 0;
        for (JsonNode item : JsonBody.items(bytes)) {
            JsonSample sample = JsonSample.of(item, ++number, pseudonyms, faults);
            if (sample != null) {
                samples.add(sample);
            }
        }
        refuseDoubled(samples, faults);
        faults.raise();
        return samples;
    }

    private static void refuseDoubled(List<JsonSample> samples, Faults faults) {
        Map<String, Integer> first = new HashMap<>();
        for (JsonSample sample : samples) {
            Integer earlier = first.putIfAbsent(sample.row().key(), sample.row().row());
            if (earlier != null) {
                faults.add(new Fault(
                        JsonBody.NAME,
                        sample.row().row(),
                        0,
                        "sampleId",
                        "sample " + Fault.quoted(sample.row().key()) + " again, as in row " + earlier,
                        "each sample of a site once",
                        "leave one of the two out"));
            }
        }
    }

    private List<ExpressionSample> records(RequestBody body, List<JsonSample> samples, Instant now)
            throws BadInput, IOException {
        Faults faults = new Faults();
        List<ExpressionSample> records = new ArrayList<>();
        String sha256 = body.sha256();
        for (JsonSample sample : samples) {
            try {
                Alignment.Aligned aligned = alignment.align(sample);
                records.add(SampleCodec.record(
                        sample.row(),
                        aligned.values(),
                        new SampleCodec.Common(aligned.panelId(), sample.unit(), sample.assay(), SOURCE, sha256, now)));
            } catch (BadInput e) {
                faults.addAll(e);
            }
        }
        faults.raise();
        return records;
    }
}
