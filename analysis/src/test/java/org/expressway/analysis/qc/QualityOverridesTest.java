package org.expressway.analysis.qc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityOverridesTest {
    private static final QualityLimits LEARNED =
            Cohort.limits(true, new float[] {40, 40}, new float[] {40, 40}, new float[] {40, 40});

    @Test
    void whatIsSetReplacesWhatWasLearnedAndNothingElse() {
        QualityLimits limits =
                LEARNED.with(QualityOverrides.parse(List.of("small_library.flag=30", " other_sex.fail = 6 ")));
        assertThat(limits.of(Threshold.SMALL_LIBRARY)).isEqualTo(new Limit(30, 4));
        assertThat(limits.of(Threshold.OTHER_SEX)).isEqualTo(new Limit(2, 6));
        assertThat(limits.of(Threshold.DETECTED_GENES)).isEqualTo(LEARNED.of(Threshold.DETECTED_GENES));
        assertThat(LEARNED.with(QualityOverrides.NONE)).isEqualTo(LEARNED);
    }

    @Test
    void offSwitchesALimitOffOnItsGoodSide() {
        QualityLimits limits = LEARNED.with(QualityOverrides.parse(
                List.of("small_library.fail=off", "small_library.flag=off", "large_library.flag=off")));
        assertThat(limits.of(Threshold.SMALL_LIBRARY).flag()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(limits.of(Threshold.LARGE_LIBRARY).flag()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "library.flag=1",
                "small_library=1",
                "small_library.flag",
                "small_library.flag=",
                "=1",
                "small_library.flag=many",
                "small_library.flag=NaN",
                "small_library.flag=Infinity"
            })
    void whatCannotBeReadIsRefusedWithWhatCould(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QualityOverrides.parse(List.of(setting)))
                .withMessageContaining("\"" + setting + "\"")
                .withMessageContaining("expected");
    }

    @Test
    void aLimitThatFailsBeforeItFlagsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LEARNED.with(QualityOverrides.parse(List.of("small_library.fail=50"))))
                .withMessageContaining("small_library would fail at 50.0 before it flags at 20.0");
    }
}
