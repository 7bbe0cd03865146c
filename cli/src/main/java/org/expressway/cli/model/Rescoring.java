package org.expressway.cli.model;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.model.ModelMoves.Mandate;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.ScoringRequest;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.OfRecord;
import org.expressway.schemas.topic.RecordBytes;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.TopicReader.Read;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/** Asks the scorer to score the samples on a reference again with the present champion. */
public final class Rescoring {
    /** Samples in one transaction: at 20,000 genes about 8 MB. What was asked for before a fault is not undone by it, and harms nothing. */
    private static final int AT_ONCE = 100;

    private final PlatformOptions platform;

    public Rescoring(PlatformOptions platform) {
        this.platform = platform;
    }

    /**
     * What is to be done.
     *
     * @param samples study samples whose most settled values are on the reference
     * @param upToDate those that the champion has scored already
     * @param places of the corrected records of the others, by sample
     * @param signed samples among those that stand signed: another call amends them
     */
    public record Plan(ModelRelease champion, int samples, int upToDate, Map<String, Origin> places, int signed) {}

    /** Where the most settled values of a sample stand; the values themselves of all samples would not fit in memory. */
    private record Corrected(String referenceId, String batchId, long epoch, Stage stage, Origin place) {
        static Corrected of(CorrectedSample sample, Origin place) {
            return new Corrected(
                    sample.getReferenceId(), sample.getBatchId(), sample.getEpoch(), sample.getStage(), place);
        }

        boolean standsOver(CorrectedSample after) {
            return OfRecord.standsOver(epoch, stage, after.getEpoch(), after.getStage());
        }
    }

    public Plan plan(@Nullable String model, String referencePrefix) {
        ReleaseBoard board = new ModelMoves(platform).board();
        List<ModelRelease> champions = board.all().stream()
                .filter(release -> release.getAlias() == ReleaseAlias.CHAMPION)
                .filter(release -> model == null || release.getModel().equals(model))
                .filter(release -> release.getReferenceId().startsWith(referencePrefix))
                .toList();
        if (champions.size() != 1) {
            throw new IllegalArgumentException("expected one champion on reference " + referencePrefix + ", seen "
                    + champions.size() + "; `expressway models list` shows them, --model tells them apart");
        }
        ModelRelease champion = champions.get(0);
        Map<String, Origin> places = new LinkedHashMap<>();
        settled().forEach((key, corrected) -> {
            if (corrected.referenceId().equals(champion.getReferenceId())) {
                places.put(key, corrected.place());
            }
        });
        int samples = places.size();
        places.keySet().removeAll(scoredBy(champion));
        return new Plan(champion, samples, samples - places.size(), places, signedAmong(places.keySet()));
    }

    private Map<String, Corrected> settled() {
        Map<String, Corrected> settled = new LinkedHashMap<>();
        platform.reader(Topics.CORRECTED).skippingUndecodable().toEnd(read -> take(read, settled));
        platform.reader(Topics.WITHDRAWAL).skippingUndecodable().toEnd(read -> {
            SampleWithdrawal each = read.value();
            if (each != null) {
                settled.computeIfPresent(
                        Keys.of(each.getSite(), each.getSampleId()),
                        (key, it) -> it.batchId().equals(each.getBatchId()) ? null : it);
            }
        });
        return settled;
    }

    private static void take(Read<CorrectedSample> read, Map<String, Corrected> settled) {
        CorrectedSample sample = read.value();
        if (sample == null) {
            settled.remove(read.key());
            return;
        }
        Corrected before = settled.get(read.key());
        if (sample.getRole() == SampleRole.STUDY && (before == null || !before.standsOver(sample))) {
            Origin place = new Origin(Topics.CORRECTED.name(), read.partition(), read.offset());
            settled.put(read.key(), Corrected.of(sample, place));
        }
    }

    /** Samples whose prediction of record is the champion's. */
    private Set<String> scoredBy(ModelRelease champion) {
        Map<String, Prediction> ofRecord = new HashMap<>();
        platform.reader(Topics.PREDICTION).skippingUndecodable().toEnd(read -> {
            if (read.value() != null) {
                ofRecord.merge(read.key(), read.value(), OfRecord::of);
            }
        });
        Set<String> scored = new HashSet<>();
        ofRecord.forEach((key, prediction) -> {
            if (prediction.getBundleSha256().equals(champion.getBundleSha256())) {
                scored.add(key);
            }
        });
        return scored;
    }

    private int signedAmong(Set<String> samples) {
        Set<String> signed = new HashSet<>();
        platform.reader(Topics.SIGNATURE).skippingUndecodable().toEnd(read -> signed.add(read.key()));
        signed.retainAll(samples);
        return signed.size();
    }

    /** Asks for all of a plan. When this returns, the scorer is at it. */
    public void request(Plan plan, Mandate mandate, Instant now) {
        List<String> keys = new ArrayList<>(plan.places().keySet());
        try (RecordBytes bytes = new RecordBytes(platform.platform().bootstrap());
                AtomicWriter writer = AtomicWriter.ofMany(platform.platform().bootstrap(), platform.schemas())) {
            for (int from = 0; from < keys.size(); from += AT_ONCE) {
                List<ScoringRequest> some = new ArrayList<>();
                for (String key : keys.subList(from, Math.min(keys.size(), from + AT_ONCE))) {
                    some.add(request(key, plan, bytes, mandate, now));
                }
                writer.commit(transaction -> some.forEach(request -> transaction.put(
                        Topics.SCORING_REQUEST, Keys.of(request.getSite(), request.getSampleId()), request)));
            }
        }
    }

    private static ScoringRequest request(String key, Plan plan, RecordBytes bytes, Mandate mandate, Instant now) {
        Origin place = Objects.requireNonNull(plan.places().get(key), key);
        byte[] corrected = bytes.at(Topics.CORRECTED, place.getPartition(), place.getOffset());
        String bundle = plan.champion().getBundleSha256();
        return ScoringRequest.newBuilder()
                .setId(Sha256.of(Sha256.of(corrected) + "\n" + bundle))
                .setSite(Keys.site(key))
                .setSampleId(Keys.id(key))
                .setReferenceId(plan.champion().getReferenceId())
                .setBundleSha256(bundle)
                .setCorrected(ByteBuffer.wrap(corrected))
                .setCorrectedOrigin(place)
                .setReason(mandate.why())
                .setRequestedBy(mandate.by())
                .setRequestedAt(now)
                .build();
    }
}
