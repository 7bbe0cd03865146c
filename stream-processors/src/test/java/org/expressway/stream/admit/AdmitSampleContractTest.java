package org.expressway.stream.admit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Event;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.fixture.OperatorContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** AdmitSample under the contract: samples, one of them under a foreign key, one that is no sample, one in conflict. */
final class AdmitSampleContractTest implements OperatorContract<Admission> {
    private Laboratory laboratory;

    @BeforeEach
    void openLaboratory(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
    }

    @AfterEach
    void closeLaboratory() {
        laboratory.close();
    }

    @Override
    public Bench<Admission> bench() {
        return AdmissionBench.of(laboratory);
    }

    @Override
    public List<Event> story() {
        List<Event> story = new ArrayList<>();
        for (String id : List.of("S1", "S2", "S3")) {
            story.add(first(laboratory.raw(laboratory.sample(id).build())));
        }
        story.add(first(Laboratory.record(Topics.RAW, "B/S4", new byte[] {9, 9})));
        story.add(first(
                laboratory.raw(laboratory.sample("S1").setSubjectId("another").build())));
        story.add(first(Laboratory.record(
                Topics.RAW, "B/S5", laboratory.encoded(laboratory.sample("S6").build()))));
        return story;
    }

    private static Event first(IncomingRecord record) {
        return new Event.First(record);
    }

    /** A refused record that comes again is another bad record, with an origin and a dead letter of its own. */
    @Override
    public Predicate<Event> repeatable() {
        List<Event> story = story();
        return event -> story.indexOf(event) < 3;
    }

    @Override
    public Object meaning(List<Admission> said) {
        return said.stream().map(AdmitSampleContractTest::meaning).toList();
    }

    private static String meaning(Admission admission) {
        return admission.getRefused() == null
                ? admission.getBatchKey() + " " + admission.getAdmitted().getContentSha256()
                : admission.getBatchKey() + " " + admission.getRefused().getReason();
    }

    @Override
    public Map<String, List<String>> left() {
        return Map.of("admitted", List.of("B/S1", "B/S2", "B/S3"));
    }
}
