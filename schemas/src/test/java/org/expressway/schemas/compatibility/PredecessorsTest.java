package org.expressway.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every topic's record against all versions of it that were ever released: {@code predecessors/vN/Record.avsc}. How to
 * add a version: README.md.
 */
class PredecessorsTest {
    /** @param version v1, v2, … */
    record Predecessor(String version, Class<? extends SpecificRecord> type, Path file) {
        Schema schema() throws IOException {
            return new Schema.Parser().parse(Files.readString(file));
        }

        @Override
        public String toString() {
            return type.getSimpleName() + " " + version;
        }
    }

    static List<Predecessor> predecessors() throws IOException, URISyntaxException {
        try (Stream<Path> versions = Files.list(root())) {
            return versions.sorted()
                    .flatMap(version -> Topics.all().stream()
                            .map(Topic::valueType)
                            .map(type -> new Predecessor(
                                    version.getFileName().toString(),
                                    type,
                                    version.resolve(type.getSimpleName() + ".avsc"))))
                    .filter(predecessor -> Files.exists(predecessor.file()))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("predecessors")
    void eachReadsWhatTheOtherWrote(Predecessor predecessor) throws IOException {
        Schema now = SpecificData.get().getSchema(predecessor.type());
        assertThat(Compatibility.faults(now, predecessor.schema())).isEmpty();
    }

    @Test
    void everyTopicsRecordHasAPredecessor() throws Exception {
        List<String> covered =
                predecessors().stream().map(each -> each.type().getSimpleName()).toList();
        assertThat(Topics.all())
                .allSatisfy(
                        topic -> assertThat(covered).contains(topic.valueType().getSimpleName()));
    }

    /** A bundle is an artifact that outlives the version which wrote it. */
    @Test
    void theBundleHasAPredecessorToo() throws Exception {
        Path file = root().resolve("v1").resolve("ModelBundle.avsc");
        Schema before = new Schema.Parser().parse(Files.readString(file));
        assertThat(Compatibility.faults(SpecificData.get().getSchema(ModelBundle.class), before))
                .isEmpty();
    }

    private static Path root() throws URISyntaxException {
        URL root = Objects.requireNonNull(PredecessorsTest.class.getResource("/predecessors"), "no /predecessors");
        return Path.of(root.toURI());
    }
}
