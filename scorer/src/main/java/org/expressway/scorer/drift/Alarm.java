package org.expressway.scorer.drift;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.drift.Chart;
import org.expressway.analysis.drift.Diagnosis;
import org.expressway.analysis.drift.Reading;
import org.expressway.analysis.drift.ShiftedGene;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.avro.DriftCause;
import org.expressway.schemas.avro.DriftChannel;
import org.expressway.schemas.avro.DriftObservation;
import org.expressway.schemas.avro.DriftReading;
import org.expressway.schemas.avro.DriftState;
import org.expressway.schemas.topic.Keys;
import org.expressway.scorer.drift.Standing.Told;
import org.jspecify.annotations.Nullable;

/**
 * One sample's reading, as it is told of every sample and as an alert.
 *
 * @param seen what its sample added
 * @param target run length in control as asked for, samples
 */
record Alarm(
        DriftCharts charts, ChartBook.Page page, DriftObservation seen, Reading reading, double target, Instant at) {
    private static final int MOST_GENES = 200;
    private static final int MOST_PATHWAYS = 20;

    String id() {
        return Sha256.of(String.join(
                "\n",
                Keys.ofChart(seen.getSite(), seen.getInstrument(), seen.getLineage()),
                charts.bundleSha256(),
                seen.getSampleId()));
    }

    /** @param chart of the page's two the one that has read the sample */
    DriftReading told(Chart chart) {
        boolean learning =
                !seen.getControl() && chart.samples() <= charts.reference().learning();
        return DriftReading.newBuilder()
                .setSite(seen.getSite())
                .setInstrument(seen.getInstrument())
                .setLineage(seen.getLineage())
                .setSampleId(seen.getSampleId())
                .setBatchId(seen.getBatchId())
                .setBundleSha256(seen.getBundleSha256())
                .setControl(seen.getControl())
                .setSamples(chart.samples())
                .setLearning(learning)
                .setRaised(page.standing.alarmed())
                .setStatistics(learning ? List.of() : boxed(reading.statistics()))
                .setLogTails(learning ? List.of() : boxed(reading.logTails()))
                .setLogThreshold(reading.logThreshold())
                .setReadAt(at)
                .build();
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    DriftAlert raised() {
        return alert(id(), reading.firstSample(), DriftState.RAISED).build();
    }

    /** The alarm that stands, with what can be said of it now; null where that is no more than was told. */
    @Nullable
    DriftAlert updated() {
        Told told = page.standing.alarm();
        boolean due = !seen.getControl() && !ofLabels() && told.isDue(page.study.samples());
        if (!due || !told.isMore(charts.reference().shifted(page.study).size())) {
            return null;
        }
        return alert(told.id(), told.first(), DriftState.UPDATED).build();
    }

    /** That the alarm which stands is over. */
    DriftAlert cleared() {
        return alert(page.standing.alarm().id(), page.standing.alarm().first(), DriftState.CLEARED)
                .build();
    }

    /** That an alarm of the charts before is over because those of now begin anew. */
    DriftAlert superseded(Standing old) {
        String why = old.bundle().equals(charts.bundleSha256())
                ? "the charts were written by another release of the scorer, and begin anew"
                : "another model serves, and its charts begin anew";
        return alert(old.alarm().id(), old.alarm().first(), DriftState.CLEARED)
                .setEvidence(List.of(why))
                .build();
    }

    private DriftAlert.Builder alert(String id, String first, DriftState state) {
        Diagnosis diagnosis = diagnosis();
        List<ShiftedGene> moved = charts.reference().shifted(page.study);
        double achieved = charts.reference().achieved(target);
        return DriftAlert.newBuilder()
                .setId(id)
                .setSite(seen.getSite())
                .setInstrument(seen.getInstrument())
                .setLineage(seen.getLineage())
                .setState(state)
                .setControl(seen.getControl())
                .setChannel(
                        ofLabels()
                                ? DriftChannel.LABELS
                                : DriftChannel.valueOf(reading.channel().name()))
                .setStatistic(ofLabels() ? page.standing.labels().value() : reading.statistic())
                .setLogTail(reading.logTail())
                .setLogThreshold(reading.logThreshold())
                .setLogTails(boxed(reading.logTails()))
                .setTargetRunLength(target)
                .setAchievedRunLength(Double.isNaN(achieved) ? null : achieved)
                .setSamples(page.study.samples())
                .setFirstSample(first)
                .setSampleId(seen.getSampleId())
                .setBatchId(seen.getBatchId())
                .setGenes(charts.named(moved.subList(0, Math.min(MOST_GENES, moved.size()))))
                .setMovedGenes(moved.size())
                .setPathways(
                        charts.pathways(moved).stream().limit(MOST_PATHWAYS).toList())
                .setCause(DriftCause.valueOf(diagnosis.cause().name()))
                .setEvidence(diagnosis.evidence())
                .setTrainingRequested(
                        state == DriftState.RAISED && diagnosis.cause().asksForTraining())
                .setReferenceId(seen.getReferenceId())
                .setBundleSha256(charts.bundleSha256())
                .setAt(at);
    }

    private boolean ofLabels() {
        return seen.getOwnProbability() != null;
    }

    /** An alarm of the controls alone says nothing of the study samples' channels. */
    private Diagnosis diagnosis() {
        double[] study = seen.getControl() ? new double[reading.logTails().length] : reading.logTails();
        return Diagnosis.of(
                study, page.standing.seenControls(), page.standing.labels().up());
    }
}
