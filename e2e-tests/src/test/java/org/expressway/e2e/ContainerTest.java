package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.expressway.infra.local.LocalRegistry;
import org.expressway.infra.local.PlatformFile;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The command against a Kafka that it has not started. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerTest {
    @Container
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.2.2");

    @TempDir
    private Path folder;

    @Test
    void topicsAreCreatedWithTheirConfigurationAndSamplesPublished() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(folder.resolve("registry"), folder)) {
            assertThat(command(registry, "topics", "create").lines()).hasSameSizeAs(Topics.all());
            assertThat(command(registry, "topics", "create").lines())
                    .as("again")
                    .isEmpty();
            Config raw = config(Topics.RAW.name());
            assertThat(raw.get("retention.ms").value()).isEqualTo("-1");
            assertThat(raw.get("max.message.bytes").value()).isEqualTo(Integer.toString(2 << 20));
            assertThat(config(Topics.CORRECTED.name()).get("cleanup.policy").value())
                    .isEqualTo("compact");

            Cohort cohort = Cohort.of(300, 4, Cohort.plain("A", 20, 1));
            LabFolder lab = LabFolder.ofStudy(folder.resolve("A"), cohort.genes(), cohort.site("A"));
            command(
                    registry,
                    "publish",
                    "--already-pseudonymous",
                    "--matrix",
                    lab.matrix().toString(),
                    "--samples",
                    lab.sheet().toString());
            List<ExpressionSample> published = Committed.records(platform(registry), Topics.RAW);
            assertThat(published).hasSize(20);
            SimulatedSample first = cohort.site("A").get(0);
            assertThat(published)
                    .filteredOn(sample -> sample.getSampleId().equals(first.sampleId()))
                    .singleElement()
                    .satisfies(sample ->
                            assertThat(FloatVector.toArray(sample.getValues())).isEqualTo(first.counts()));
        }
    }

    private Answer command(LocalRegistry registry, String... arguments) {
        PlatformFile platform = platform(registry);
        Stream<String> where = Stream.of(
                "--bootstrap",
                platform.bootstrap(),
                "--registry",
                platform.registry(),
                "--artifacts",
                platform.artifacts());
        return Command.here(Stream.concat(Stream.of(arguments), where).toArray(String[]::new))
                .ok();
    }

    private PlatformFile platform(LocalRegistry registry) {
        return new PlatformFile(
                kafka.getBootstrapServers(),
                registry.url(),
                folder.resolve("artifacts").toString(),
                "",
                ProcessHandle.current().pid(),
                Instant.now().toString());
    }

    private Config config(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.getBootstrapServers()))) {
            return admin.describeConfigs(List.of(resource)).all().get().get(resource);
        }
    }
}
