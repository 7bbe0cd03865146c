package org.expressway.stream.cells;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Event;
import org.expressway.stream.fixture.OperatorContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** AdmitCells under the contract: two captures, a block in conflict, one of another capture's context, one that is none. */
final class AdmitCellsContractTest implements OperatorContract<OutgoingRecord> {
    private Captures captures;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        captures = new Captures(directory, NormalizationMethod.CP10K_LOG1P);
    }

    @AfterEach
    void close() {
        captures.close();
    }

    @Override
    public Bench<OutgoingRecord> bench() {
        return captures.bench();
    }

    @Override
    public List<Event> story() {
        List<Event> story = new ArrayList<>();
        for (String capture : List.of("C1", "C2")) {
            for (int block = 0; block < 2; block++) {
                story.add(first(captures.raw(captures.block(capture, block, 2).build())));
            }
        }
        story.add(first(captures.raw(captures.block("C1", 1, 2)
                .setCounts(captures.block("C1", 1, 2).getCounts().stream()
                        .map(count -> count + 1)
                        .toList())
                .build())));
        story.add(first(captures.raw(
                captures.block("C2", 1, 2).setSubjectId("another").build())));
        story.add(first(Captures.at("B/C3", 9, new byte[] {9, 9})));
        return story;
    }

    private static Event first(IncomingRecord record) {
        return new Event.First(record);
    }

    /** A refused block that comes again is another bad record, with an origin and a dead letter of its own. */
    @Override
    public Predicate<Event> repeatable() {
        List<Event> story = story();
        return event -> story.indexOf(event) < 4;
    }

    @Override
    public Object meaning(List<OutgoingRecord> said) {
        return said.stream().map(this::meaning).toList();
    }

    private String meaning(OutgoingRecord record) {
        if (record.getTopic().equals(Topics.REJECTED.name())) {
            DeadLetter letter = captures.letter(record);
            return letter.getSampleId() + " " + letter.getReason() + " " + letter.getOrigin();
        }
        NormalizedCells cells = captures.normalized(record);
        return cells.getCaptureId() + " " + cells.getBlock() + " " + cells.getContentSha256() + " " + cells.getValues();
    }

    @Override
    public Map<String, List<String>> left() {
        List<String> keys = List.of("B/C1", "B/C2");
        return Map.of("admitted-capture", keys, "admitted-blocks", keys);
    }
}
