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
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.topic.Keys;
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
 * sample, and one that is closed before its samples come; samples are withdrawn before they come, while their run is open
 * and after it has closed; controls come first and last. Samples do not repeat here: admission has seen to that.
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
        return BatchBench.of(laboratory.config());
    }

    @Override
    public List<Event> story() {
        List<Event> story = new ArrayList<>();
        story.add(BatchBench.notice(
                BatchBench.closed(List.of("S51", "S52")).setBatchId("run2").build()));
        story.add(BatchBench.notice(Laboratory.withdrawn("S15")));
        story.add(control("C01"));
        BatchBench.ids(1, 12).forEach(id -> story.add(arrival(id, "run1")));
        story.add(control("C02"));
        story.add(BatchBench.admission(
                laboratory, laboratory.sample("S13").setPanelId("0".repeat(64)).build()));
        story.add(arrival("S14", "run1"));
        story.add(arrival("S15", "run1"));
        story.add(BatchBench.notice(Laboratory.withdrawn("S03")));
        story.add(runManifest());
        story.add(BatchBench.notice(Laboratory.withdrawn("S05")));
        BatchBench.ids(51, 52).forEach(id -> story.add(arrival(id, "run2")));
        story.add(BatchBench.admission(
                laboratory,
                laboratory.sample("r0").setSite("A").setBatchId("R1").build()));
        return story;
    }

    /** S13 is refused, S03 and S15 are withdrawn: the run answers with the members that it has. */
    private static Event runManifest() {
        List<String> ids = new ArrayList<>(BatchBench.ids(1, 15));
        ids.remove("S14");
        ids.addAll(List.of("C01", "C02"));
        return BatchBench.notice(BatchBench.closed(ids).build());
    }

    private Event control(String id) {
        return BatchBench.admission(
                laboratory,
                laboratory
                        .sample(id)
                        .setRole(SampleRole.BRIDGE_CONTROL)
                        .setControlMaterial("pool")
                        .build());
    }

    private Event arrival(String id, String run) {
        return BatchBench.admission(
                laboratory, laboratory.sample(id).setBatchId(run).build());
    }

    @Override
    public Predicate<Event> repeatable() {
        return event -> event instanceof Event.Second && !event.equals(runManifest());
    }

    /**
     * Every record by batch, sample and stage, without the time at which it was corrected, and what has been taken back:
     * how much was said of such a sample before depends on the rhythm.
     */
    @Override
    public Object meaning(List<OutgoingRecord> said) {
        Map<String, List<Object>> meaning = new TreeMap<>();
        List<String> tombstones = BatchBench.tombstones(said);
        tombstones.forEach(key -> meaning.merge(key, List.of("withdrawn"), CorrectBatchContractTest::twice));
        for (CorrectedSample sample : BatchBench.decoded(laboratory, said, Topics.CORRECTED)) {
            if (tombstones.contains(Keys.of(sample.getSite(), sample.getSampleId()))) {
                continue;
            }
            String name = sample.getBatchId() + "/" + sample.getSampleId() + " " + sample.getStage();
            List<Object> what = List.of(
                    sample.getValues(), sample.getQc(), sample.getCorrection(), String.valueOf(sample.getFitId()));
            meaning.merge(name, what, CorrectBatchContractTest::twice);
        }
        BatchBench.decoded(laboratory, said, Topics.REJECTED)
                .forEach(letter -> meaning.merge(letter.getId(), List.of(letter), CorrectBatchContractTest::twice));
        BatchBench.decoded(laboratory, said, Topics.RUN)
                .forEach(manifest -> meaning.put(
                        "last manifest of " + manifest.getBatchId(), List.of(manifest.getMemberSampleIds())));
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
                "withdrawn", List.of("B/run1"),
                "alarm", List.of());
    }
}
