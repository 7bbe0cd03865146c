package org.expressway.analysis.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.drift.Reading.Event;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final AlarmRule RULE = new AlarmRule(300);
    private static final Cohorts WORLD = new Cohorts(7);
    private static final DriftReference DRIFT = DriftCalibration.learn(WORLD.cohort(300), 2, 0, 1);
    private static final DriftReference OWN = DriftCalibration.learn(new Cohorts(8).cohort(300), 2, 40, 1);

    private static Reading advance(DriftReference drift, Chart chart, double shift, int genes, String name) {
        return drift.advance(chart, drift.observe(WORLD.sample(shift, genes)), name, RULE);
    }

    /** A chart after samples in control, without an alarm: a false one every 300 samples is what was asked for. */
    private static Chart quiet(int samples) {
        for (int attempt = 0; attempt < 20; attempt++) {
            Chart chart = DRIFT.newChart();
            boolean alarmed = false;
            for (int t = 0; t < samples; t++) {
                alarmed |= advance(DRIFT, chart, 0, 0, "before" + t).event() == Event.RAISED;
            }
            if (!alarmed) {
                return chart;
            }
        }
        throw new AssertionError("20 charts in control, each with an alarm within " + samples + " samples");
    }

    @Test
    void aShiftIsRaisedOnceAndClearedAfterItHasGone() {
        Chart chart = quiet(60);
        List<Event> events = new ArrayList<>();
        for (int t = 0; t < 80; t++) {
            events.add(advance(DRIFT, chart, 2, 20, "during" + t).event());
        }
        assertThat(events).containsOnlyOnce(Event.RAISED).doesNotContain(Event.CLEARED);
        assertThat(chart.raised()).isTrue();
        events.clear();
        for (int t = 0; t < 200; t++) {
            events.add(advance(DRIFT, chart, 0, 0, "after" + t).event());
        }
        assertThat(events).contains(Event.CLEARED);
        assertThat(events.indexOf(Event.CLEARED)).isGreaterThanOrEqualTo(AlarmRule.CALM - 1);
    }

    @Test
    void theFirstSampleOfAChangeIsNamed() {
        Chart chart = quiet(100);
        Reading reading = advance(DRIFT, chart, 2, 200, "during0");
        for (int t = 1; reading.event() != Event.RAISED && t < 100; t++) {
            reading = advance(DRIFT, chart, 2, 200, "during" + t);
        }
        assertThat(reading.event()).isEqualTo(Event.RAISED);
        assertThat(reading.firstSample()).matches("during[0-3]|before9\\d");
    }

    @Test
    void theGenesThatMovedAreNamedAndFewOthers() {
        Chart chart = DRIFT.newChart();
        for (int t = 0; t < 60; t++) {
            advance(DRIFT, chart, 2, 20, "s" + t);
        }
        List<Integer> named =
                DRIFT.shifted(chart).stream().map(ShiftedGene::gene).toList();
        assertThat(named.stream().filter(g -> g < 20)).hasSizeGreaterThanOrEqualTo(19);
        assertThat(named.stream().filter(g -> g >= 20)).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aStoredChartGoesOnBitForBit() {
        for (DriftReference drift : List.of(DRIFT, OWN)) {
            Chart chart = drift.newChart();
            for (int t = 0; t < 70; t++) {
                advance(drift, chart, .3, 200, "s" + t);
            }
            byte[] moving = ChartFormat.moving(chart);
            byte[] usual = ChartFormat.usual(chart);
            Chart read = ChartFormat.read(moving, usual);
            assertThat(ChartFormat.moving(read)).isEqualTo(moving);
            assertThat(ChartFormat.usual(read)).isEqualTo(usual);
            assertThatThrownBy(() -> ChartFormat.read(usual, moving)).isInstanceOf(IllegalArgumentException.class);
            Observation next = drift.observe(WORLD.sample(.3, 200));
            assertThat(drift.advance(read, next, "next", RULE).statistics())
                    .containsExactly(drift.advance(chart, next, "next", RULE).statistics());
        }
    }

    @Test
    void whatALaboratoryHasAlwaysHadIsNoDriftWhereItsChartLearnsFirst() {
        Chart chart = OWN.newChart();
        List<Event> events = new ArrayList<>();
        for (int t = 0; t < 60; t++) {
            events.add(advance(OWN, chart, 1, 200, "usual" + t).event());
        }
        assertThat(events).doesNotContain(Event.RAISED);
        for (int t = 0; t < 60; t++) {
            events.add(advance(OWN, chart, 2, 200, "changed" + t).event());
        }
        assertThat(events).contains(Event.RAISED);
    }

    @Test
    void aLaboratoryThatStandsElsewhereIsNotBlindToMoreVariation() {
        Chart chart = OWN.newChart();
        for (int t = 0; t < 60; t++) {
            assertThat(OWN.advance(chart, OWN.observe(elsewhere(1)), "usual" + t, RULE)
                            .event())
                    .isEqualTo(Event.NONE);
        }
        Reading reading = OWN.advance(chart, OWN.observe(elsewhere(1.5)), "changed0", RULE);
        for (int t = 1; reading.event() != Event.RAISED && t < 20; t++) {
            reading = OWN.advance(chart, OWN.observe(elsewhere(1.5)), "changed" + t, RULE);
        }
        assertThat(reading.event()).isEqualTo(Event.RAISED);
        assertThat(reading.channel()).isEqualTo(Channel.ENERGY);
    }

    /** Each gene two deviations off, one up and one down, and what varies within the classes by a factor. */
    private static Profile elsewhere(double scale) {
        Profile sample = WORLD.sample(0, 0);
        float[] x = sample.normalised().clone();
        for (int g = 0; g < x.length; g++) {
            double expected = 5 + (g < 20 ? 3 * sample.called() : 0);
            x[g] = (float) (expected + scale * (x[g] - expected) + (g % 2 == 0 ? 2 : -2));
        }
        return new Profile(x, sample.latent(), sample.probabilities(), sample.ambiguous());
    }

    @Test
    void oneCallThatIsNotSureIsNoDrift() {
        Chart chart = OWN.newChart();
        for (int t = 0; t < 40; t++) {
            advance(OWN, chart, 0, 0, "usual" + t);
        }
        Profile sample = WORLD.sample(0, 0);
        Profile unsure = new Profile(sample.normalised(), sample.latent(), new double[] {.51, .49}, true);
        assertThat(OWN.advance(chart, OWN.observe(unsure), "unsure", RULE).event())
                .isEqualTo(Event.NONE);
    }

    @Test
    void missingGenesAreNoShift() {
        Chart chart = DRIFT.newChart();
        for (int t = 0; t < 60; t++) {
            Profile sample = WORLD.sample(0, 0);
            float[] x = sample.normalised().clone();
            for (int g = 100; g < 200; g++) {
                x[g] = Float.NaN;
            }
            Profile lacking = new Profile(x, sample.latent(), sample.probabilities(), sample.ambiguous());
            DRIFT.advance(chart, DRIFT.observe(lacking), "s" + t, RULE);
        }
        assertThat(DRIFT.shifted(chart)).allMatch(gene -> gene.gene() < 100);
        assertThat(chart.averages().moving().genes[150]).isZero();
    }

    @Test
    void anObservationOfOtherGenesIsRefused() {
        float[] x = new float[3];
        assertThatThrownBy(() -> DRIFT.observe(new Profile(x, new double[0], new double[2], false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 genes");
        assertThatThrownBy(() -> DRIFT.advance(DRIFT.newControlChart(), DRIFT.observe(WORLD.sample(0, 0)), "s", RULE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimensions");
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] moving = ChartFormat.moving(DRIFT.newChart());
        byte[] usual = ChartFormat.usual(DRIFT.newChart());
        byte[] cut = Arrays.copyOf(moving, moving.length - 3);
        assertThatThrownBy(() -> ChartFormat.read(cut, usual)).isInstanceOf(IllegalArgumentException.class);
        byte[] shorter = Arrays.copyOf(usual, usual.length - 3);
        assertThatThrownBy(() -> ChartFormat.read(moving, shorter)).isInstanceOf(IllegalArgumentException.class);
    }
}
