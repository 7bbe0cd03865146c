package org.expressway.stream.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.expressway.analysis.normalize.GeneLengths;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.Tmm;
import org.expressway.analysis.normalize.Tpm;
import org.expressway.analysis.qc.QualityOverrides;
import org.expressway.analysis.reference.ClassStatistics;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.fixture.Counts;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.wire.RecordType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceCollectionTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private Laboratory laboratory;
    private NormalizationRequest normalization = NormalizationRequest.usual();

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
    }

    @AfterEach
    void close() {
        laboratory.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSameSamplesGiveTheSameReferenceInAnyOrder(long seed) throws Exception {
        List<IncomingRecord> shuffled = new ArrayList<>(cohort());
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(built(shuffled, labels(), "B/run1", "B/run2").getReferenceId())
                .isEqualTo(
                        built(cohort(), labels(), "B/run2", "B/run1", "B/run1").getReferenceId());
    }

    @Test
    void aReferenceHasItsChosenStudySamplesOnceEachWithTheirLabels() throws Exception {
        List<IncomingRecord> records = new ArrayList<>(cohort());
        records.addAll(cohort());
        records.add(Laboratory.record(Topics.RAW, "B/S77", new byte[] {1}));
        records.add(laboratory.raw(
                laboratory.sample("blank").setRole(SampleRole.BLANK).build()));
        records.add(laboratory.raw(laboratory.sample("S78").setBatchId("run3").build()));
        records.add(Laboratory.record(
                Topics.RAW, "B/S79", laboratory.encoded(laboratory.sample("S80").build())));

        ReferencePointer pointer = built(records, labels(), "B/run1", "B/run2");

        assertThat(pointer.getSamples()).isEqualTo(12);
        assertThat(pointer.getEpoch()).as("built, not yet active").isZero();
        assertThat(pointer.getBatches()).containsExactly("B/run1", "B/run2");
        assertThat(pointer.getClasses()).containsExactly("LumA", "LumB");
        ReferenceProfile profile = profile(pointer);
        assertThat(profile.members()).hasSize(12).contains("B/run1-1", "B/run2-6");
        assertThat(profile.classes()).extracting(ClassStatistics::samples).containsExactly(6, 5);
    }

    @Test
    void controlsTeachWhatTheirMaterialIsAndNothingElse() throws Exception {
        List<IncomingRecord> records = new ArrayList<>(cohort());
        for (String id : List.of("C1", "C2")) {
            records.add(laboratory.raw(laboratory
                    .sample(id)
                    .setBatchId("run1")
                    .setRole(SampleRole.BRIDGE_CONTROL)
                    .setControlMaterial("pool")
                    .build()));
        }
        records.add(laboratory.raw(laboratory
                .sample("C3")
                .setBatchId("run1")
                .setRole(SampleRole.BRIDGE_CONTROL)
                .build()));

        ReferencePointer pointer = built(records, labels(), "B/run1", "B/run2");

        assertThat(pointer.getSamples()).isEqualTo(12);
        ReferenceProfile profile = ReferenceFormat.read(laboratory.store().get(pointer.getReferenceId()));
        assertThat(profile.moments().samples()).isEqualTo(12);
        assertThat(profile.members()).hasSize(14).contains("B/C1", "B/C2");
        assertThat(profile.basis().materials().find("pool").replicates()).containsOnly(2);
    }

    @Test
    void aBatchThatIsMissingIsNamed() {
        assertThatThrownBy(() -> built(cohort(), List.of(), "B/run1", "B/run9"))
                .extracting(ReferenceCollectionTest::refusal)
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("[B/run9]")
                .hasMessageContaining("--batches");
    }

    @Test
    void theChosenNormalisationIsFrozenWithWhatItNeeds() throws Exception {
        normalization = new NormalizationRequest(NormalizationMethod.TMM, 1.0, null, "B/run2-3");
        Tmm tmm = (Tmm) profile(built(cohort(), labels(), "B/run1", "B/run2")).normalizer();
        assertThat(tmm.referenceSample()).isEqualTo("B/run2-3");
        assertThat(tmm.prior()).isEqualTo(1);

        normalization = new NormalizationRequest(NormalizationMethod.TPM, null, lengths(Counts.GENES), null);
        Tpm tpm = (Tpm) profile(built(cohort(), labels(), "B/run1", "B/run2")).normalizer();
        assertThat(tpm.lengths()).hasSize(Counts.GENES).startsWith(1000, 1001);
    }

    @Test
    void aGeneOfThePanelWithoutALengthIsNamed() {
        normalization = new NormalizationRequest(NormalizationMethod.TPM, null, lengths(Counts.GENES - 1), null);
        assertThatThrownBy(() -> built(cohort(), List.of(), "B/run1"))
                .extracting(ReferenceCollectionTest::refusal)
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("no length for 1 of the 60 genes of the panel, such as GENE59");
    }

    @Test
    void unitsAreNotMixed() {
        List<IncomingRecord> records = new ArrayList<>(cohort());
        records.add(laboratory.raw(
                laboratory.sample("S50").setUnit(ExpressionUnit.LOG2).build()));

        assertThatThrownBy(() -> built(records, List.of(), "B/run1"))
                .extracting(ReferenceCollectionTest::refusal)
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("one panel and one unit")
                .hasMessageContaining("LOG2");
    }

    @Test
    void aLabelThatCannotBeReadIsNamed() {
        List<IncomingRecord> labels = List.of(Laboratory.record(Topics.LABEL, "B/run1-1", new byte[] {3}));

        assertThatThrownBy(() -> built(cohort(), labels, "B/run1"))
                .extracting(ReferenceCollectionTest::refusal)
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("label of B/run1-1")
                .hasMessageContaining("without labels");
    }

    /** What BuildReferenceJob tells its caller, out of all that Flink wraps around it. */
    private static Throwable refusal(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, IllegalArgumentException.class)
                .orElseThrow();
    }

    private ReferencePointer built(List<IncomingRecord> samples, List<IncomingRecord> labels, String... batches)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        RecordType<IncomingRecord> type = RecordType.record(IncomingRecord.class);
        ReferenceRequest request = new ReferenceRequest(
                "unused:9092",
                laboratory.config().registryUrl(),
                laboratory.config().artifacts(),
                List.of(batches),
                CorrectionMethod.COMBAT,
                8,
                true,
                normalization,
                QualityOverrides.NONE,
                true);
        List<IncomingRecord> some = labels.isEmpty() ? labels() : labels;
        try (CloseableIterator<ReferencePointer> result = ReferenceCollection.collect(
                        env.fromData(type, samples.toArray(IncomingRecord[]::new)),
                        env.fromData(type, some.toArray(IncomingRecord[]::new)),
                        request)
                .executeAndCollect()) {
            return result.next();
        }
    }

    private ReferenceProfile profile(ReferencePointer pointer) throws IOException {
        return ReferenceFormat.read(laboratory.store().get(pointer.getReferenceId()));
    }

    /** Of the panel's first genes: 1,000 bases, 1,001 and so on. */
    private static GeneLengths lengths(int genes) {
        Map<String, Double> bases = new HashMap<>();
        for (int g = 0; g < genes; g++) {
            bases.put("GENE" + g, 1000.0 + g);
        }
        return new GeneLengths(bases);
    }

    /** Two runs of six. */
    private List<IncomingRecord> cohort() {
        List<IncomingRecord> records = new ArrayList<>();
        for (String run : List.of("run1", "run2")) {
            for (int i = 1; i <= 6; i++) {
                ExpressionSample sample =
                        laboratory.sample(run + "-" + i).setBatchId(run).build();
                records.add(laboratory.raw(sample));
            }
        }
        return records;
    }

    /** One run LumA, the other LumB; the last of these is taken back. */
    private List<IncomingRecord> labels() {
        List<IncomingRecord> records = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            records.add(label("run1-" + i, "LumA"));
            records.add(label("run2-" + i, "LumB"));
        }
        records.add(IncomingRecord.newBuilder(label("run2-6", "LumB"))
                .setValue(null)
                .build());
        return records;
    }

    private IncomingRecord label(String id, String subtype) {
        Label label = Label.newBuilder()
                .setSite("B")
                .setSampleId(id)
                .setSubtype(subtype)
                .setSource("pathology")
                .setConfirmedAt(Instant.EPOCH)
                .build();
        byte[] value = Topics.LABEL.valueSerde(laboratory.registry()).serialize(Topics.LABEL.name(), label);
        return Laboratory.record(Topics.LABEL, "B/" + id, value);
    }
}
