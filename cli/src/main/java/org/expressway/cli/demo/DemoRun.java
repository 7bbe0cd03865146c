package org.expressway.cli.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.scorer.InvalidModel;
import org.jspecify.annotations.Nullable;

/**
 * The platform's whole job, step by step, against a running platform: publish the history with its labels, build the
 * reference, train, stream the live samples, close their batches, compare.
 */
record DemoRun(DemoStage stage) {

    DemoReport run() throws Exception {
        History history = new History(stage);
        history.publish();
        ReferencePointer reference = history.reference();
        history.close();
        ModelRelease release = history.train();
        history.score();
        Live live = Live.of(stage);
        live.stream();
        live.close();
        int predictions = stage.watch().predictions().count();
        LotChange.Found lotChange = new LotChange(stage).run(release);
        return report(live.keys(), predictions, reference, release, lotChange);
    }

    private DemoReport report(
            List<String> keys,
            int predictions,
            ReferencePointer reference,
            ModelRelease release,
            LotChange.@Nullable Found lotChange)
            throws IOException, InvalidModel {
        DemoCohort cohort = stage.cohort();
        PredictionLog log = stage.watch().predictions();
        Counterfactual other = Counterfactual.of(stage.options().artifactStore(), release.getBundleSha256());
        boolean simulated = cohort.simulated();
        return new DemoReport(
                cohort.title(),
                simulated,
                cohort.history().size() + cohort.live().size(),
                keys.size(),
                predictions,
                stage.watch().rejected().size(),
                reasons(),
                Calls.accuracy(cohort.live(), log::first),
                other.accuracy(cohort.live(), Counterfactual::asSent),
                Calls.accuracy(cohort.live(), log::settled),
                Calls.abstained(cohort.live(), log::settled),
                number(Calls.accuracyOfReported(cohort.live(), log::settled)),
                simulated ? other.accuracy(cohort.live(), DemoSample::withoutBatchEffect) : null,
                correctionModes(keys),
                lotChange,
                log.latency(keys, .5),
                log.latency(keys, .99),
                stage.watch().firstPredictionSeconds(),
                stage.screen().seconds(),
                stage.watch().releases().size(),
                release.getRecipe(),
                Calls.heldOut(release),
                reference.getBatches(),
                stage.request().dataDir().toString());
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        stage.watch().rejected().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        return reasons;
    }

    private Map<String, Integer> correctionModes(List<String> keys) {
        Map<String, Integer> modes = new TreeMap<>();
        PredictionLog log = stage.watch().predictions();
        keys.forEach(key -> log.settled(key)
                .ifPresent(p -> modes.merge(p.getCorrectionMode().name(), 1, Integer::sum)));
        return modes;
    }
}
