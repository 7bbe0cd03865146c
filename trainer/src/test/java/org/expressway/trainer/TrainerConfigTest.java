package org.expressway.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.expressway.trainer.annotate.Annotation;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class TrainerConfigTest {
    /** Options as {@code --name value} pairs: bootstrap, registry, artifacts; serving after {@code labels}. */
    static TrainerConfig config(String[] options, long labels) {
        return new TrainerConfig(
                options[1],
                options[3],
                Path.of(options[5]),
                Path.of(options[5]).resolveSibling("trainer"),
                "subtype",
                Optional.of("logistic"),
                Optional.empty(),
                1,
                20,
                1,
                Optional.empty(),
                OptionalLong.of(labels),
                Annotation.none());
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThatThrownBy(() -> new TrainerConfig(
                        "host:1",
                        "http://host:2",
                        Path.of("nowhere"),
                        Path.of("nowhere"),
                        "a/b",
                        Optional.of("forest"),
                        Optional.of(Path.of("no-such-protocol.yaml")),
                        1,
                        0,
                        1,
                        Optional.of(Duration.ZERO),
                        OptionalLong.empty(),
                        new Annotation(Optional.of(Path.of("no-such-symbols.tsv")), List.of(Path.of("no-such.gmt")))))
                .hasMessageContaining("--model: seen \"a/b\"")
                .hasMessageContaining("--recipe: seen \"forest\", expected one of ")
                .hasMessageContaining("--protocol: seen \"no-such-protocol.yaml\"")
                .hasMessageContaining("--gene-sets: seen \"no-such-symbols.tsv\"")
                .hasMessageContaining("--gene-sets: seen \"no-such.gmt\"")
                .hasMessageContaining("--min-samples")
                .hasMessageContaining("--every");
    }

    @Test
    void missingAndUnknownOptionsEndWith2() {
        assertThat(TrainerMain.execute()).isEqualTo(2);
        assertThat(TrainerMain.execute(
                        "--bootstrap", "h:1", "--registry", "u", "--artifacts", "d", "--recipe", "forest"))
                .isEqualTo(2);
    }

    @Test
    void helpEndsWith0() {
        assertThat(TrainerMain.execute("--help")).isZero();
    }

    @Test
    void aPlatformThatIsNotThereEndsWith4() {
        assertThat(TrainerMain.execute(
                        "--bootstrap",
                        "no-such-host.invalid:9092",
                        "--registry",
                        "http://127.0.0.1:1",
                        "--artifacts",
                        "target/none"))
                .isEqualTo(4);
    }

    @Test
    void timesAreReadInSecondsMinutesHoursAndDays() {
        TimeSpan spans = new TimeSpan();
        assertThat(spans.convert("45s")).isEqualTo(Duration.ofSeconds(45));
        assertThat(spans.convert("30m")).isEqualTo(Duration.ofMinutes(30));
        assertThat(spans.convert("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(spans.convert("1d")).isEqualTo(Duration.ofDays(1));
        assertThatThrownBy(() -> spans.convert("half an hour")).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void aScheduleIsDueByTimeOrByLabelsWhicheverComesFirst() {
        RetrainingSchedule both = new RetrainingSchedule(Optional.of(Duration.ofMinutes(30)), OptionalLong.of(50));
        assertThat(both.due(Duration.ofMinutes(29), 49)).isFalse();
        assertThat(both.due(Duration.ofMinutes(30), 0)).isTrue();
        assertThat(both.due(Duration.ofMinutes(1), 50)).isTrue();
        assertThat(new RetrainingSchedule(Optional.empty(), OptionalLong.of(1)).due(Duration.ofDays(9), 0))
                .isFalse();
    }
}
