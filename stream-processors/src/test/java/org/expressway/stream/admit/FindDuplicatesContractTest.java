package org.expressway.stream.admit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Counts;
import org.expressway.stream.fixture.Event;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.fixture.OperatorContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** FindDuplicates under the contract: two originals, copies of one in its batch and at another site, a refusal. */
final class FindDuplicatesContractTest implements OperatorContract<Admission> {
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
        return DuplicatesBench.of();
    }

    @Override
    public List<Event> story() {
        ExpressionSample.Builder copy = laboratory.sample("S3").setValues(FloatVector.of(Counts.of("run1", "S1")));
        List<Event> story = new ArrayList<>();
        story.add(arrival(laboratory.sample("S1")));
        story.add(arrival(laboratory.sample("S2")));
        story.add(arrival(copy));
        story.add(arrival(ExpressionSample.newBuilder(copy).setSite("C").setBatchId("run9")));
        story.add(arrival(laboratory.sample("S4").setPanelId("0".repeat(64))));
        return story;
    }

    private Event arrival(ExpressionSample.Builder sample) {
        return new Event.First(DuplicatesBench.admission(laboratory, sample.build()));
    }

    /** Admission lets nothing come twice; a refusal that does has an origin of its own and is passed on. */
    @Override
    public Predicate<Event> repeatable() {
        return event -> false;
    }

    @Override
    public Object meaning(List<Admission> said) {
        return said;
    }

    @Override
    public Map<String, List<String>> left() {
        return Map.of("original", List.of());
    }
}
