package org.expressway.scorer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.expressway.analysis.calibrate.PredictionSet;
import org.expressway.analysis.calibrate.StrangenessTails;
import org.expressway.analysis.propagate.CallDoubt;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.RuntimeFingerprint;
import org.expressway.schemas.avro.Specimen;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.avro.SubtypeProbability;
import org.expressway.schemas.topic.Keys;

/** Makes predictions from corrected samples. */
final class Predictions {
    private static final String NO_BUNDLE = "";

    private Predictions() {}

    static Prediction of(
            CorrectedSample sample, Model model, Model.Scores scores, Judgement judgement, Origin origin, Instant now) {
        List<SubtypeProbability> ranked = ranked(model.classes(), judgement.probabilities());
        Prediction.Builder prediction = common(sample, model.bundleSha256(), origin, now)
                .setModel(model.name())
                .setRanked(ranked)
                .setMargin(ranked.get(0).getProbability() - ranked.get(1).getProbability())
                .setImputedGenes(scores.imputed())
                .setRuntime(model.runtime());
        judged(prediction, judgement, model.classes());
        return prediction.build();
    }

    private static void judged(Prediction.Builder prediction, Judgement judgement, List<String> classes) {
        List<AbstentionReason> reasons = judgement.reasons();
        PredictionSet set = judgement.set();
        StrangenessTails tails = judgement.tails();
        CallDoubt doubt = judgement.doubt();
        prediction
                .setFlags(judgement.flags())
                .setAbstention(reasons.isEmpty() ? null : reasons.get(0))
                .setAbstentions(reasons)
                .setReportable(judgement.reportable())
                .setConformalSet(set == null ? null : names(set, classes))
                .setConformalAlpha(judgement.alpha())
                .setAtypical(set != null && set.atypical())
                .setOutOfDistribution(tails == null ? null : tails.combined())
                .setReconstructionTail(tails == null ? null : tails.energy())
                .setLatentTail(tails == null ? null : tails.distance())
                .setTopProbabilitySd(doubt == null ? null : doubt.probabilitySd())
                .setMarginSd(doubt == null ? null : doubt.marginSd())
                .setCallChangeProbability(doubt == null ? null : doubt.change());
    }

    private static List<String> names(PredictionSet set, List<String> classes) {
        return Arrays.stream(set.classes()).mapToObj(classes::get).toList();
    }

    /** A sample whose reference has no champion: said, not dropped. */
    static Prediction noModel(CorrectedSample sample, String model, Origin origin, Instant now) {
        return common(sample, NO_BUNDLE, origin, now)
                .setModel(model)
                .setRanked(List.of())
                .setMargin(0)
                .setAbstention(AbstentionReason.NO_MODEL)
                .setAbstentions(List.of(AbstentionReason.NO_MODEL))
                .setRuntime(new RuntimeFingerprint("none", ProcessorName.describe(), 0))
                .build();
    }

    private static Prediction.Builder common(CorrectedSample sample, String bundle, Origin origin, Instant now) {
        Specimen specimen = sample.getSpecimen();
        return Prediction.newBuilder()
                .setId(id(sample, bundle))
                .setSampleId(sample.getSampleId())
                .setSite(sample.getSite())
                .setBatchId(sample.getBatchId())
                .setSubjectId(sample.getSubjectId())
                .setSpecimenType(specimen == null ? null : specimen.getType())
                .setBundleSha256(bundle)
                .setReferenceId(sample.getReferenceId())
                .setEpoch(sample.getEpoch())
                .setFitId(sample.getFitId())
                .setStage(sample.getStage())
                .setCorrectionMode(sample.getCorrection().getMode())
                .setFlags(flags(sample))
                .setTimes(StageTimes.newBuilder(sample.getTimes())
                        .setScoredAt(now)
                        .build())
                .setOrigin(sample.getOrigin())
                .setCorrectedOrigin(origin);
    }

    /** The same sample at the same stage with the same fit and bundle has the same id, whenever it is scored. */
    static String id(CorrectedSample sample, String bundle) {
        return Sha256.of(String.join(
                "\n",
                Keys.of(sample.getSite(), sample.getSampleId()),
                sample.getStage().name(),
                sample.getReferenceId(),
                sample.getFitId() == null ? "" : sample.getFitId(),
                bundle));
    }

    /** Most probable first; equal probabilities in the order of the model's classes. */
    private static List<SubtypeProbability> ranked(List<String> classes, double[] probabilities) {
        List<SubtypeProbability> all = new ArrayList<>();
        for (int k = 0; k < probabilities.length; k++) {
            all.add(new SubtypeProbability(classes.get(k), probabilities[k]));
        }
        all.sort(Comparator.comparingDouble(SubtypeProbability::getProbability).reversed());
        return all;
    }

    static List<String> flags(CorrectedSample sample) {
        List<String> flags = new ArrayList<>(sample.getCorrection().getFlags());
        sample.getQc().stream()
                .filter(verdict -> verdict.getOutcome() == QualityOutcome.FLAG)
                .forEach(verdict -> flags.add(verdict.getCheck() + ": " + verdict.getReason()));
        return flags;
    }
}
