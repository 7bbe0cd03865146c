package org.expressway.stream.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Event;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.fixture.OperatorContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * CorrectBatch under the contract: a run of the reference, a run that closes with a refused member and an unlisted
 * sample, and one that is closed before its samples come. Samples do not repeat here: admission has seen to that.
 */
final class CorrectBatchContractTest implements OperatorContract<OutgoingRecord> {
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
    public Bench<OutgoingRecord> bench() {
        return BatchBench.of(laboratory);
    }

    @Override
    public List<Event> story() {
        List<Event> story = new ArrayList<>();
        story.add(BatchBench.notice(
                BatchBench.closed(List.of("S01", "S02")).setBatchId("run2").build()));
        BatchBench.ids(1, 12).forEach(id -> story.add(arrival(id, "run1")));
        story.add(BatchBench.admission(
                laboratory, laboratory.sample("S13").setPanelId("0".repeat(64)).build()));
        story.add(arrival("S14", "run1"));
        story.add(BatchBench.notice(BatchBench.closed(BatchBench.ids(1, 13)).build()));
        BatchBench.ids(1, 2).forEach(id -> story.add(arrival(id, "run2")));
        story.add(BatchBench.admission(
                laboratory,
                laboratory.sample("r0").setSite("A").setBatchId("R1").build()));
        return story;
    }

    private Event arrival(String id, String run) {
        return BatchBench.admission(
                laboratory, laboratory.sample(id).setBatchId(run).build());
    }

    @Override
    public Predicate<Event> repeatable() {
        return event -> event instanceof Event.Second;
    }

    /** Every record by batch, sample and stage, without the time at which it was corrected. */
    @Override
    public Object meaning(List<OutgoingRecord> said) {
        Map<String, List<Object>> meaning = new TreeMap<>();
        for (CorrectedSample sample : BatchBench.decoded(laboratory, said, Topics.CORRECTED)) {
            String name = sample.getBatchId() + "/" + sample.getSampleId() + " " + sample.getStage();
            List<Object> what = List.of(
                    sample.getValues(), sample.getQc(), sample.getCorrection(), String.valueOf(sample.getFitId()));
            meaning.merge(name, what, CorrectBatchContractTest::twice);
        }
        BatchBench.decoded(laboratory, said, Topics.REJECTED)
                .forEach(letter -> meaning.merge(letter.getId(), List.of(letter), CorrectBatchContractTest::twice));
        return meaning;
    }

    private static List<Object> twice(List<Object> one, List<Object> other) {
        throw new AssertionError("said twice: " + one + " and " + other);
    }

    @Override
    public Map<String, List<String>> left() {
        return Map.of(
                "batch", List.of("B/run1", "B/run2"),
                "held", List.of(),
                "refused", List.of(),
                "alarm", List.of());
    }
}
