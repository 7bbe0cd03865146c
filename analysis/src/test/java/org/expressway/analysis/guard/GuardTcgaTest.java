package org.expressway.analysis.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.expressway.analysis.correct.BasisSample;
import org.expressway.analysis.correct.BatchCorrection;
import org.expressway.analysis.correct.BatchCorrector;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.CorrectionSettings;
import org.expressway.analysis.correct.MemberRole;
import org.expressway.analysis.correct.Mode;
import org.expressway.analysis.correct.SampleCorrection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Hospitals of TCGA as batches, corrected with and without the guard; figures in the RATIONALE. */
class GuardTcgaTest {
    private static List<Tcga.Sample> all = List.of();

    @BeforeAll
    static void read() {
        all = Tcga.samples();
    }

    /** Every hospital sends one cancer type: whatever differs may be the hospital or the cancer. */
    @Test
    void cancerTypeByHospitalIsLeftAlone(TestReporter reporter) {
        List<Tcga.Sample> tumours = all.stream().filter(Tcga.Sample::tumour).toList();
        for (int step : new int[] {2, 3, 100}) {
            Study study = new Study(tumours, everyOther(tumours, step), Tcga.Sample::cohort);
            Outcome guarded = study.outcome(true);
            reporter.publishEntry("reference 1 in " + step, guarded + "  ComBat " + study.outcome(false));
            assertThat(guarded.hospitals.keySet()).isSubsetOf(Mode.CONFOUNDED, Mode.UNCORRECTED);
            assertThat(guarded.after()).isGreaterThanOrEqualTo(guarded.before() - .005);
            assertThat(study.outcome(false).after()).isLessThan(.8);
        }
    }

    /** Every hospital sends as many tumours as normals, and the reference has every cancer type. */
    @Test
    void tumourAndNormalByHospitalAreCorrected(TestReporter reporter) {
        Study study = new Study(all, everyOther(all, 2), Tcga.Sample::tissue);
        Outcome guarded = study.outcome(true);
        reporter.publishEntry("half of the hospitals", guarded + "  ComBat " + study.outcome(false));
        int corrected = guarded.count(Mode.SVA) + guarded.count(Mode.COVARIATE);
        assertThat(corrected).isGreaterThanOrEqualTo(2 * guarded.count(Mode.CONFOUNDED));
        assertThat(guarded.after()).isGreaterThanOrEqualTo(guarded.before() - .005);
    }

    /**
     * Every patient gave a tumour and a normal sample. Who is whose patient is known of every sample, and with it the guard finds by itself
     * what hospitals could also declare.
     */
    @Test
    void tumourAndNormalOfNewSitesAndTissuesAreRescued(TestReporter reporter) {
        Study study = new Study(all, largest(), Tcga.Sample::tissue).withTunedLogistic();
        Outcome strangers = study.outcome(true);
        Outcome guarded = study.withSubjects().outcome(true);
        Outcome declared = study.outcome(true, ClassMix.AS_REFERENCE);
        reporter.publishEntry(
                "three hospitals",
                "cost " + study.cost() + "  subjects known " + guarded + "  not known " + strangers + "  declared "
                        + declared + "  ComBat " + study.outcome(false));
        assertThat(guarded.tunedAfter()).isGreaterThanOrEqualTo(.94);
        assertThat(guarded.tunedBefore()).isLessThan(.91);
        assertThat(strangers.after()).isGreaterThan(strangers.before() + .02);
        assertThat(declared.after()).isGreaterThanOrEqualTo(.94);
    }

    /** Samples of one tissue, two by two as if of one patient: they differ by more than two of one patient would, but in no two kinds. */
    @Test
    void pairsOfOneTissueAreNotMistakenForTumourAndNormal(TestReporter reporter) {
        Study study = new Study(all, largest(), Tcga.Sample::tissue);
        int batches = 0;
        int corrected = 0;
        for (int seed = 0; seed < 5; seed++) {
            for (boolean tumour : new boolean[] {true, false}) {
                for (List<Tcga.Sample> hospital : Tcga.hospitals(all)) {
                    List<Tcga.Sample> one = new ArrayList<>(hospital.stream()
                            .filter(sample -> sample.tumour() == tumour)
                            .toList());
                    if (one.size() >= 16) {
                        Collections.shuffle(one, new Random(seed));
                        batches++;
                        corrected += study.corrects(one) ? 1 : 0;
                    }
                }
            }
        }
        reporter.publishEntry("batches of one tissue in pairs", corrected + " of " + batches + " corrected");
        assertThat(batches).isGreaterThan(50);
        assertThat(corrected).isZero();
    }

    /** Tumours alone, or normals alone, of every hospital: nothing proves which they are. */
    @Test
    void oneTissueAloneIsNotMistakenForAMix(TestReporter reporter) {
        List<String> largest = largest();
        for (boolean tumour : new boolean[] {true, false}) {
            List<Tcga.Sample> batches = all.stream()
                    .filter(sample -> largest.contains(sample.hospital()) || sample.tumour() == tumour)
                    .toList();
            Outcome guarded = new Study(batches, largest, Tcga.Sample::tissue).outcome(true);
            reporter.publishEntry(tumour ? "tumours alone" : "normals alone", guarded.toString());
            assertThat(guarded.hospitals.keySet()).isSubsetOf(Mode.CONFOUNDED, Mode.UNCORRECTED);
        }
    }

    private static List<String> largest() {
        return Tcga.hospitals(all).stream()
                .limit(3)
                .map(one -> one.get(0).hospital())
                .toList();
    }

    /** Of each cohort the first hospital by size, and from there every n-th. */
    private static List<String> everyOther(List<Tcga.Sample> samples, int step) {
        Map<String, Integer> seen = new TreeMap<>();
        List<String> chosen = new ArrayList<>();
        for (List<Tcga.Sample> hospital : Tcga.hospitals(samples)) {
            int before = seen.merge(hospital.get(0).cohort(), 1, Integer::sum) - 1;
            if (before % step == 0) {
                chosen.add(hospital.get(0).hospital());
            }
        }
        return chosen;
    }

    /** Some hospitals are the reference, the others the batches. */
    private static final class Study {
        private final List<String> classes;
        private final Function<Tcga.Sample, String> label;
        private final List<Tcga.Sample> reference;
        private final List<List<Tcga.Sample>> batches;
        private final Ridge classifier;
        private @Nullable TunedLogistic logistic;
        private final CorrectionBasis basis;
        private boolean subjects;

        Study(List<Tcga.Sample> samples, List<String> hospitals, Function<Tcga.Sample, String> label) {
            this.label = label;
            this.classes = List.copyOf(new TreeSet<>(samples.stream().map(label).toList()));
            this.reference = samples.stream()
                    .filter(sample -> hospitals.contains(sample.hospital()))
                    .toList();
            this.batches = Tcga.hospitals(samples).stream()
                    .filter(one -> !hospitals.contains(one.get(0).hospital()))
                    .toList();
            this.classifier = Ridge.learn(
                    reference.stream().map(Tcga.Sample::values).toList(),
                    reference.stream().mapToInt(this::classOf).toArray(),
                    classes.size());
            this.basis = CorrectionBasis.learn(
                    CorrectionSettings.defaults(),
                    reference.stream()
                            .map(one -> new BasisSample(MemberRole.STUDY, null, label.apply(one), one.values()))
                            .toList(),
                    0,
                    .05);
        }

        /** Beside the ridge, what a trainer would learn from the reference. */
        Study withTunedLogistic() {
            logistic = TunedLogistic.learn(reference);
            return this;
        }

        Study withSubjects() {
            subjects = true;
            return this;
        }

        double cost() {
            return logistic == null ? Double.NaN : logistic.cost();
        }

        /** Whether the guard lets a batch be corrected whose samples come from one subject two by two. */
        boolean corrects(List<Tcga.Sample> batch) {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                members.add(Member.of(
                        "subject" + i / 2, batch.get(i).id(), batch.get(i).values()));
            }
            members.sort(Comparator.comparing(Member::id));
            return new BatchCorrector(basis).fit(members).corrects();
        }

        Outcome outcome(boolean guarded) {
            return outcome(guarded, ClassMix.UNKNOWN);
        }

        Outcome outcome(boolean guarded, ClassMix declared) {
            BatchCorrector corrector = new BatchCorrector(guarded ? basis : unguarded());
            Outcome outcome = new Outcome();
            for (List<Tcga.Sample> batch : batches) {
                BatchCorrection correction = corrector.fit(
                        batch.stream()
                                .map(one -> Member.of(subjects ? one.subject() : null, one.id(), one.values()))
                                .toList(),
                        declared);
                SampleCorrection ready = corrector.ready(correction);
                outcome.hospitals.merge(correction.mode(), 1, Integer::sum);
                for (Tcga.Sample one : batch) {
                    double[] out = new double[one.values().length];
                    ready.apply(one.values(), out);
                    if (logistic != null) {
                        outcome.tuned(
                                logistic.tumour(one.values()) == one.tumour(), logistic.tumour(out) == one.tumour());
                    }
                    outcome.plus(
                            correction.corrects(),
                            classifier.call(one.values()) == classOf(one),
                            classifier.call(out) == classOf(one));
                }
            }
            return outcome;
        }

        private CorrectionBasis unguarded() {
            return new CorrectionBasis(basis.settings(), basis.moments(), basis.materials(), null);
        }

        private int classOf(Tcga.Sample sample) {
            return classes.indexOf(label.apply(sample));
        }
    }

    /** <b>Mutable</b> counts. */
    private static final class Outcome {
        private final Map<Mode, Integer> hospitals = new EnumMap<>(Mode.class);
        private int samples;
        private int rightBefore;
        private int rightAfter;
        private int corrected;
        private int correctedRightBefore;
        private int correctedRightAfter;
        private int tunedBefore;
        private int tunedAfter;

        void tuned(boolean before, boolean after) {
            tunedBefore += before ? 1 : 0;
            tunedAfter += after ? 1 : 0;
        }

        double tunedBefore() {
            return (double) tunedBefore / samples;
        }

        double tunedAfter() {
            return (double) tunedAfter / samples;
        }

        void plus(boolean changed, boolean before, boolean after) {
            samples++;
            rightBefore += before ? 1 : 0;
            rightAfter += after ? 1 : 0;
            corrected += changed ? 1 : 0;
            correctedRightBefore += changed && before ? 1 : 0;
            correctedRightAfter += changed && after ? 1 : 0;
        }

        int count(Mode mode) {
            return hospitals.getOrDefault(mode, 0);
        }

        double before() {
            return (double) rightBefore / samples;
        }

        double after() {
            return (double) rightAfter / samples;
        }

        double correctedAfter() {
            return (double) correctedRightAfter / corrected;
        }

        @Override
        public String toString() {
            return "%s  %d samples %.3f -> %.3f, tuned %.4f -> %.4f; of them corrected %d, %.3f -> %.3f"
                    .formatted(
                            hospitals,
                            samples,
                            before(),
                            after(),
                            tunedBefore(),
                            tunedAfter(),
                            corrected,
                            (double) correctedRightBefore / corrected,
                            correctedAfter());
        }
    }
}
