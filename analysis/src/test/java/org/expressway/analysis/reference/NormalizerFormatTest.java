package org.expressway.analysis.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.normalize.ValueUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class NormalizerFormatTest {
    private static final int GENES = 12;
    private static final List<ReferenceSample> COHORT = Cohorts.counts(6, GENES);

    @ParameterizedTest
    @EnumSource(NormalizationMethod.class)
    void aNormalizerComesBackAsItWas(NormalizationMethod method) {
        Normalizer normalizer = learned(method);
        byte[] bytes = written(normalizer);
        BinaryReader in = new BinaryReader("normaliser", bytes, "TEST", 1);
        Normalizer read = NormalizerFormat.read(in);
        in.end();
        assertThat(read)
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(normalizer);
        assertThat(written(read)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource(value = NormalizationMethod.class, mode = Mode.EXCLUDE, names = "CPM")
    void aReferenceOfEveryLogarithmicMethodIsBuiltStoredAndRead(NormalizationMethod method) {
        ReferenceProfile profile = ReferenceBuilder.build("panel", List.of("A/1"), COHORT, settings(method));
        ReferenceProfile read = ReferenceFormat.read(ReferenceFormat.write(profile));
        assertThat(read.normalizer().method()).isEqualTo(method);
        assertThat(read.unit()).isEqualTo(unit(method));
        assertThat(ReferenceFormat.write(read)).isEqualTo(ReferenceFormat.write(profile));
    }

    @Test
    void noReferenceIsMadeOfLinearValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ReferenceBuilder.build("panel", List.of("A/1"), COHORT, settings(NormalizationMethod.CPM)))
                .withMessageContaining("cpm gives linear values")
                .withMessageContaining("choose log-cpm");
    }

    private static ReferenceSettings settings(NormalizationMethod method) {
        NormalizationSettings settings = NormalizationSettings.of(method);
        double[] lengths = IntStream.range(0, GENES).mapToDouble(g -> 500 + g).toArray();
        return ReferenceSettings.defaults(unit(method))
                .withNormalization(method == NormalizationMethod.TPM ? settings.withGeneLengths(lengths) : settings);
    }

    private static Normalizer learned(NormalizationMethod method) {
        List<String> keys = COHORT.stream().map(ReferenceSample::key).toList();
        List<float[]> values = COHORT.stream().map(ReferenceSample::values).toList();
        return settings(method).normalization().learn(unit(method), keys, values);
    }

    private static ValueUnit unit(NormalizationMethod method) {
        return switch (method) {
            case QUANTILE, NONE -> ValueUnit.LOG2;
            case LOG2 -> ValueUnit.FPKM;
            default -> ValueUnit.COUNTS;
        };
    }

    private static byte[] written(Normalizer normalizer) {
        BinaryWriter out = new BinaryWriter("TEST", 1);
        NormalizerFormat.write(out, normalizer);
        return out.toBytes();
    }
}
