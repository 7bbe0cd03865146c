package org.expressway.cli.audit;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.expressway.analysis.qc.DuplicateValues;
import org.expressway.cli.audit.Said.Recorded;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.ingest.Progress;
import org.expressway.schemas.audit.AuditFault;
import org.expressway.schemas.audit.RecordDifferences;
import org.expressway.schemas.audit.RecordDifferences.Difference;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.QualityVerdict;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.scorer.Rescoring;
import org.expressway.stream.batch.Rederivation;
import org.expressway.stream.batch.Rederivation.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Derives corrected records and predictions again, from the raw record, the fit, the reference and the bundle that they
 * name, with the services' own code, and compares. A corrected record that compaction took away (the topic keeps the last
 * of a sample) is derived for its prediction's sake, and the prediction's scores are compared.
 */
final class SampleVerification implements AutoCloseable {
    /** Follow from stations and checks that only the corrected record itself remembers. */
    private static final Set<String> WITHOUT_RECORD = Set.of("times", "flags", "abstention");

    private static final Set<String> NOT_DERIVED = Set.of("times", "qc");

    private final PlatformOptions platform;
    private final Findings findings;
    private final Rederivation rederivation;
    private final Rescoring rescoring;
    private final RawRecords raw;
    private final List<String> references;
    private final Said said = new Said();
    private final Set<String> samples = new HashSet<>();

    SampleVerification(PlatformOptions platform, Findings findings) {
        this.platform = platform;
        this.findings = findings;
        this.rederivation = new Rederivation(platform.artifactStore(), platform.schemas());
        this.rescoring = Rescoring.asSetBy(System.getenv(), platform.artifactStore());
        this.raw = new RawRecords(platform.platform().bootstrap());
        this.references = platform.references().all().stream()
                .map(ReferencePointer::getReferenceId)
                .toList();
    }

    /**
     * @param key site/sample; null for all of them
     * @throws IllegalArgumentException where nothing has been said of the sample
     */
    void run(@Nullable String key, Progress progress) {
        gather(Topics.PREDICTION, key);
        gather(Topics.SHADOW, key);
        progress.started("deriving again", platform.reader(Topics.CORRECTED).written());
        long[] seen = {0};
        platform.reader(Topics.CORRECTED)
                .skippingUndecodable((partition, offset, why) -> undecodable(Topics.CORRECTED, partition, offset, why))
                .toEnd(read -> {
                    progress.advanced(++seen[0]);
                    CorrectedSample sample = read.value();
                    if (sample != null && wanted(read.key(), key)) {
                        record(read.key(), sample, place(Topics.CORRECTED, read.partition(), read.offset()));
                    }
                });
        said.rest().forEach(this::withoutRecord);
        progress.finished();
        findings.add("samples", samples.size());
        if (key != null && samples.isEmpty()) {
            throw new IllegalArgumentException("nothing has been said of sample " + key
                    + "; expected SITE/SAMPLE as `expressway predictions` shows it");
        }
    }

    private void gather(Topic<String, Prediction> topic, @Nullable String key) {
        platform.reader(topic)
                .skippingUndecodable((partition, offset, why) -> undecodable(topic, partition, offset, why))
                .toEnd(read -> {
                    Prediction prediction = read.value();
                    if (prediction != null && wanted(read.key(), key)) {
                        said.add(new Recorded(prediction, place(topic, read.partition(), read.offset())));
                    }
                });
    }

    private static boolean wanted(String seen, @Nullable String key) {
        return key == null || seen.equals(key);
    }

    private void record(String key, CorrectedSample sample, String place) {
        samples.add(key);
        findings.count("corrected records");
        Standing standing = Standing.of(sample);
        List<Recorded> predictions = said.take(Keys.of(sample.getSite(), sample.getSampleId()), standing);
        String where = key + " " + sample.getStage();
        CorrectedSample again = again(where, sample.getOrigin(), standing, sample);
        if (again == null) {
            return;
        }
        findings.add("corrected records reproduced", compare(where, place, sample, again) ? 1 : 0);
        CorrectedSample behind =
                CorrectedSample.newBuilder(sample).setValues(again.getValues()).build();
        predictions.forEach(each -> compare(where, each, behind, Set.of()));
    }

    private void withoutRecord(Recorded each) {
        Prediction prediction = each.prediction();
        String key = Keys.of(prediction.getSite(), prediction.getSampleId());
        samples.add(key);
        findings.count("predictions whose corrected record is gone");
        String where = key + " " + prediction.getStage();
        CorrectedSample again = again(where, prediction.getOrigin(), each.standing(), null);
        if (again != null) {
            StageTimes times = StageTimes.newBuilder(prediction.getTimes()).build();
            compare(
                    where,
                    each,
                    CorrectedSample.newBuilder(again).setTimes(times).build(),
                    WITHOUT_RECORD);
        }
    }

    /** Derived under the reference of the record; quality may have been judged by another that was active then. */
    private @Nullable CorrectedSample again(
            String where, Origin origin, Standing standing, @Nullable CorrectedSample recorded) {
        String place = origin.getTopic() + "/" + origin.getPartition() + "/" + origin.getOffset();
        IncomingRecord record = raw.at(origin);
        if (record == null) {
            findings.fault(new AuditFault("its raw record is gone", where, place, "nothing", "a raw record"));
            return null;
        }
        if (recorded != null) {
            published(where, place, record, recorded);
        }
        CorrectedSample first = derived(where, place, record, standing, standing.referenceId());
        if (first == null || recorded == null || sameQuality(first, recorded)) {
            return first;
        }
        boolean otherReference = references.stream()
                .filter(id -> !id.equals(standing.referenceId()))
                .map(id -> derivedIfFit(record, standing, id))
                .filter(Objects::nonNull)
                .anyMatch(other -> sameQuality(other, recorded));
        if (!otherReference) {
            findings.fault(new AuditFault(
                    "the corrected record differs from what its raw record gives: qc",
                    where,
                    place,
                    quality(recorded).toString(),
                    quality(first).toString()));
        }
        return first;
    }

    private void published(String where, String place, IncomingRecord record, CorrectedSample recorded) {
        Instant published = recorded.getTimes().getPublishedAt();
        if (published != null && !published.equals(record.getTimestamp())) {
            findings.fault(new AuditFault(
                    "the raw record's time is not the one that was read",
                    where,
                    place,
                    record.getTimestamp().toString(),
                    published.toString()));
        }
    }

    private @Nullable CorrectedSample derived(
            String where, String place, IncomingRecord record, Standing standing, String admittedUnder) {
        try {
            return rederivation.again(record, standing, admittedUnder);
        } catch (IllegalArgumentException e) {
            findings.fault(new AuditFault(
                    "the raw record is not the one that was admitted",
                    where,
                    place,
                    String.valueOf(e.getMessage()),
                    "a record that can be admitted"));
        } catch (UncheckedIOException e) {
            findings.fault(new AuditFault(
                    "an artifact behind it is missing or changed",
                    where,
                    "",
                    String.valueOf(e.getMessage()),
                    "the artifact that its name is the digest of"));
        }
        return null;
    }

    private @Nullable CorrectedSample derivedIfFit(IncomingRecord record, Standing standing, String admittedUnder) {
        try {
            return rederivation.again(record, standing, admittedUnder);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return null; // it was not admitted under that one
        }
    }

    private static boolean sameQuality(CorrectedSample one, CorrectedSample other) {
        return quality(one).equals(quality(other));
    }

    /** That the values had been seen under another id is known to the stream alone. */
    private static List<QualityVerdict> quality(CorrectedSample sample) {
        return sample.getQc().stream()
                .filter(verdict -> !verdict.getCheck().equals(DuplicateValues.CHECK))
                .toList();
    }

    private boolean compare(String where, String place, CorrectedSample recorded, CorrectedSample again) {
        Set<String> left = new HashSet<>(NOT_DERIVED);
        if (recorded.getRecordSha256() == null) {
            left.add("recordSha256");
        }
        List<Difference> differences = new ArrayList<>(RecordDifferences.exact().between(recorded, again, left));
        String raw =
                recorded.getOrigin().getTopic() + "/" + recorded.getOrigin().getPartition() + "/"
                        + recorded.getOrigin().getOffset();
        for (Difference each : differences) {
            findings.fault(new AuditFault(
                    "the corrected record differs from what its raw record " + raw + " and fit give: " + each.field(),
                    where,
                    place,
                    each.seen(),
                    each.expected()));
        }
        return differences.isEmpty();
    }

    private void compare(String where, Recorded recorded, CorrectedSample behind, Set<String> left) {
        try {
            Rescoring.Outcome outcome = rescoring.compare(recorded.prediction(), behind, left);
            outcome.differences()
                    .forEach(each -> findings.fault(new AuditFault(
                            "the prediction differs from what sample and bundle give: " + each.field(),
                            where,
                            recorded.place(),
                            each.seen(),
                            each.expected())));
            if (outcome.differences().isEmpty()) {
                findings.count(
                        outcome.sameRuntime()
                                ? "predictions reproduced bit for bit"
                                : "predictions reproduced within 1e-5 on another runtime");
            }
        } catch (IllegalArgumentException e) {
            findings.fault(new AuditFault(
                    "the sample does not fit the bundle that its prediction names",
                    where,
                    recorded.place(),
                    String.valueOf(e.getMessage()),
                    "a sample that it can score"));
        } catch (UncheckedIOException e) {
            findings.fault(new AuditFault(
                    "an artifact behind it is missing or changed",
                    where,
                    "",
                    String.valueOf(e.getMessage()),
                    "the artifact that its name is the digest of"));
        }
    }

    private void undecodable(Topic<String, ?> topic, int partition, long offset, String why) {
        findings.fault(new AuditFault(
                "a record cannot be decoded",
                topic.name(),
                place(topic, partition, offset),
                why,
                "a record of the topic"));
    }

    private static String place(Topic<String, ?> topic, int partition, long offset) {
        return topic.name() + "/" + partition + "/" + offset;
    }

    @Override
    public void close() {
        raw.close();
    }
}
