package org.expressway.analysis.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.expressway.analysis.drift.DriftCalibration.Parts;
import org.junit.jupiter.api.Test;

class DriftCalibrationTest {
    private final DriftCohort cohort = new Cohorts(3).cohort(240);

    @Test
    void noSubjectStandsInTwoParts() {
        DriftCohort[] parts = cohort.parted(DriftCalibration.SHARES, 5);
        Set<String> seen = new HashSet<>();
        assertThat(parts).extracting(DriftCohort::size).containsExactly(120, 60, 60);
        for (DriftCohort part : parts) {
            new HashSet<>(part.subjects())
                    .forEach(subject -> assertThat(seen.add(subject)).isTrue());
        }
    }

    @Test
    void partsWithASubjectInCommonAreRefused() {
        DriftCohort[] parts = cohort.parted(DriftCalibration.SHARES, 5);
        assertThatThrownBy(() -> new Parts(parts[0], parts[1], parts[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two of the three parts");
    }

    @Test
    void theSameCohortAndSeedGiveTheSameBytesAndTheyReadBack() {
        byte[] bytes = DriftReferenceFormat.write(DriftCalibration.learn(cohort, 2, 0, 9));
        assertThat(DriftReferenceFormat.write(DriftCalibration.learn(cohort, 2, 0, 9)))
                .isEqualTo(bytes);
        assertThat(DriftReferenceFormat.write(DriftReferenceFormat.read(bytes))).isEqualTo(bytes);
        assertThatThrownBy(() -> DriftReferenceFormat.read(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRunLengthThatIsToldIsNearTheTargetAndGrowsWithIt() {
        DriftReference drift = DriftCalibration.learn(cohort, 2, 0, 9);
        assertThat(drift.achieved(300)).isBetween(75., 1200.);
        assertThat(drift.achieved(1000)).isGreaterThan(drift.achieved(300));
        assertThat(drift.study().lengths().threshold(3000))
                .isLessThan(drift.study().lengths().threshold(300));
    }

    @Test
    void aDozenRepeatedMeasurementsMakeAChartOfControls() {
        Cohorts world = new Cohorts(4);
        float[][] controls = new float[12][];
        Arrays.setAll(controls, i -> world.sample(0, 0, 0).normalised());
        DriftReference drift = DriftCalibration.learn(cohort, 2, 0, 9)
                .withControls(controls, java.util.Collections.nCopies(12, "HRR"), 2);
        DriftReference read = DriftReferenceFormat.read(DriftReferenceFormat.write(drift));
        assertThat(read.knows("HRR")).isTrue();
        assertThat(read.knows("other")).isFalse();
        Chart chart = read.newControlChart();
        Reading reading = null;
        for (int t = 0; t < 8; t++) {
            reading = read.advanceControls(
                    chart,
                    read.observeControl(world.sample(0, 3, 200).normalised(), "HRR"),
                    "c" + t,
                    new AlarmRule(300));
        }
        assertThat(chart.raised()).isTrue();
        assertThat(reading.logTail()).isLessThan(Math.log(.01));
        assertThatThrownBy(() -> read.observeControl(controls[0], "other")).hasMessageContaining("HRR");
    }

    @Test
    void materialsMeasuredOnceTeachNothing() {
        float[][] controls = {new float[Cohorts.GENES], new float[Cohorts.GENES]};
        DriftReference drift = DriftCalibration.learn(cohort, 2, 0, 9);
        assertThatThrownBy(() -> drift.withControls(controls, List.of("A", "B"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("measured twice");
    }
}
