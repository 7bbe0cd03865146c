package org.expressway.stream.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.expressway.analysis.correct.MemberRole;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.analysis.reference.ClassStatistics;
import org.expressway.analysis.reference.GenePanel;
import org.expressway.analysis.reference.ReferenceBuilder;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.analysis.reference.ReferenceSample;
import org.expressway.analysis.reference.ReferenceSettings;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.expressway.stream.wire.KafkaEnds;

/**
 * Collects the samples of the chosen batches and their labels; at the end of the input builds, stores and emits the
 * profile. In one place and in one order, because a profile's name is its digest: the same samples must give the same
 * bytes. Memory is that of the reference cohort (1,000 samples of 20,000 genes: 80 MB).
 */
@SuppressWarnings("NullAway.Init") // open() sets what Flink does not serialise
final class CollectReference extends KeyedCoProcessFunction<Integer, IncomingRecord, IncomingRecord, ReferencePointer> {
    private static final long serialVersionUID = 1L;

    private final ReferenceRequest request;
    private transient RegistrySerde<ExpressionSample> sampleSerde;
    private transient RegistrySerde<Label> labelSerde;
    private transient Map<String, ExpressionSample> samples;
    private transient Map<String, String> labels;

    CollectReference(ReferenceRequest request) {
        this.request = request;
    }

    @Override
    public void open(OpenContext context) {
        SchemaRegistry registry = SchemaRegistry.at(request.registryUrl());
        sampleSerde = Topics.RAW.valueSerde(registry);
        labelSerde = Topics.LABEL.valueSerde(registry);
        samples = new TreeMap<>();
        labels = new HashMap<>();
    }

    /** Undecodable and repeated records are left to HarmonizeJob, which makes the dead letters; the first of a key counts. */
    @Override
    public void processElement1(IncomingRecord record, Context context, Collector<ReferencePointer> out) {
        atTheEnd(context);
        try {
            ExpressionSample sample = sampleSerde.deserialize(Topics.RAW.name(), array(record.getValue()));
            String key = Keys.of(sample.getSite(), sample.getSampleId());
            boolean chosen = request.batches().contains(Keys.of(sample.getSite(), sample.getBatchId()));
            if (chosen && teaches(sample) && key.equals(KafkaEnds.keyText(record))) {
                samples.putIfAbsent(key, sample);
            }
        } catch (UndecodableRecord | IllegalArgumentException e) {
            getRuntimeContext().getMetricGroup().counter("undecodable").inc();
        }
    }

    /** Study samples show what the reference is like, controls what their material is. */
    private static boolean teaches(ExpressionSample sample) {
        return sample.getRole() == SampleRole.STUDY
                || sample.getRole() == SampleRole.BRIDGE_CONTROL && sample.getControlMaterial() != null;
    }

    /** The newest label of a key counts; one without a value takes it back. */
    @Override
    public void processElement2(IncomingRecord record, Context context, Collector<ReferencePointer> out) {
        atTheEnd(context);
        if (!request.useLabels()) {
            return;
        }
        if (record.getValue() == null) {
            labels.remove(KafkaEnds.keyText(record));
        } else {
            Label label = label(record);
            labels.put(Keys.of(label.getSite(), label.getSampleId()), label.getSubtype());
        }
    }

    private Label label(IncomingRecord record) {
        try {
            return labelSerde.deserialize(Topics.LABEL.name(), array(record.getValue()));
        } catch (UndecodableRecord e) {
            throw new IllegalArgumentException(
                    "the label of " + KafkaEnds.keyText(record) + " at " + DeadLetters.id(record.getOrigin()) + ": "
                            + e.getMessage() + "; publish it again, or build the reference without labels",
                    e);
        }
    }

    private static void atTheEnd(KeyedCoProcessFunction<?, ?, ?, ?>.Context context) {
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ReferencePointer> out) throws IOException {
        checkBatches();
        Cohort cohort = Cohort.of(samples, labels);
        ArtifactStore store = new DirectoryArtifactStore(Path.of(request.artifacts()));
        GenePanel panel = new GenePanel(
                cohort.panelId(), Panel.load(store, cohort.panelId()).genes());
        NormalizationSettings normalization = request.normalization().settings(cohort.unit(), panel.geneIds());
        ReferenceSettings settings = ReferenceSettings.defaults(cohort.unit())
                .withNormalization(normalization)
                .withCorrection(request.correction())
                .withMinBatchSize(request.minBatchSize())
                .withGuard(request.guard())
                .withQuality(request.quality());
        List<String> batches = request.batches().stream().distinct().sorted().toList();
        ReferenceProfile profile = ReferenceBuilder.build(panel, batches, cohort.samples(), settings);
        String id = store.put(ReferenceFormat.write(profile));
        out.collect(ReferencePointer.newBuilder()
                .setReferenceId(id)
                .setPanelId(profile.panelId())
                .setEpoch(0)
                .setSamples(profile.moments().samples())
                .setBatches(profile.batches())
                .setClasses(
                        profile.classes().stream().map(ClassStatistics::label).toList())
                .setCorrection(profile.correction().method().name().toLowerCase(java.util.Locale.ROOT))
                .setCreatedAt(Instant.now())
                .build());
    }

    private void checkBatches() {
        Set<String> there = new HashSet<>();
        samples.values().stream()
                .filter(s -> s.getRole() == SampleRole.STUDY)
                .forEach(s -> there.add(Keys.of(s.getSite(), s.getBatchId())));
        List<String> missing =
                request.batches().stream().filter(b -> !there.contains(b)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("no study sample has been published for " + missing
                    + "; publish them first, or leave them out of --batches");
        }
    }

    private static byte[] array(java.nio.@org.jspecify.annotations.Nullable ByteBuffer buffer) {
        if (buffer == null) {
            throw new UndecodableRecord("no value");
        }
        return KafkaEnds.array(buffer);
    }

    /** The samples as the science takes them; one panel, one unit. */
    private record Cohort(String panelId, ValueUnit unit, List<ReferenceSample> samples) {
        static Cohort of(Map<String, ExpressionSample> byKey, Map<String, String> labels) {
            ExpressionSample first = byKey.values().iterator().next();
            byKey.forEach((key, sample) -> checkAlike(key, sample, first));
            List<ReferenceSample> samples = byKey.entrySet().stream()
                    .map(e -> new ReferenceSample(
                            e.getKey(),
                            e.getValue().getSubjectId(),
                            e.getValue().getRole() == SampleRole.STUDY ? MemberRole.STUDY : MemberRole.CONTROL,
                            e.getValue().getControlMaterial(),
                            FloatVector.toArray(e.getValue().getValues()),
                            labels.get(e.getKey())))
                    .toList();
            return new Cohort(
                    first.getPanelId(), ValueUnit.valueOf(first.getUnit().name()), samples);
        }

        private static void checkAlike(String key, ExpressionSample sample, ExpressionSample first) {
            if (!sample.getPanelId().equals(first.getPanelId()) || sample.getUnit() != first.getUnit()) {
                throw new IllegalArgumentException("a reference has one panel and one unit: " + key + " has panel "
                        + sample.getPanelId() + " in " + sample.getUnit() + ", others have " + first.getPanelId()
                        + " in " + first.getUnit());
            }
            if (first.getUnit() == ExpressionUnit.UNKNOWN) {
                throw new IllegalArgumentException("the values of " + key + " have no unit, expected one of "
                        + Arrays.toString(ValueUnit.values()) + "; publish with --unit");
            }
            if (sample.getIndices() != null) {
                throw new IllegalArgumentException(key + " was published sparse; a reference needs dense samples");
            }
        }
    }
}
