package org.expressway.trainer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.expressway.trainer.settings.Check;
import org.expressway.trainer.settings.Setting;
import org.expressway.trainer.settings.Settings;
import org.expressway.trainer.settings.SettingsFile;

/**
 * What a new model has to show before it may serve; {@code protocol.yaml} beside this class says what each setting means
 * and is what holds where nothing else is said.
 *
 * @param margin how far accuracy may fall behind
 * @param confidence of the intervals against baseline and champion
 * @param chanceConfidence of the intervals against chance
 * @param bootstrap redraws of the subjects
 * @param lockedSamples fewest samples to compare with the champion itself
 * @param worstClass how far a class may fall behind
 * @param worstSite how far a site may fall behind
 * @param worstOfAtLeast samples that a class or site must have to be judged
 * @param ece calibration error that is let pass whatever a perfect model's would be
 * @param parity largest difference of a probability between model and export
 * @param promotion whether a model that passed becomes champion by rule or waits for a person
 * @param shadowSamples calls that a challenger must have made in shadow before the rule makes it champion
 * @param shadowAgreement share of them that must agree with the champion's
 */
public record Protocol(
        double margin,
        double confidence,
        double chanceConfidence,
        int bootstrap,
        int lockedSamples,
        double worstClass,
        double worstSite,
        int worstOfAtLeast,
        double ece,
        double parity,
        Promotion promotion,
        int shadowSamples,
        double shadowAgreement) {
    /** Who makes a champion of a challenger. */
    public enum Promotion {
        RULE,
        PERSON
    }

    private static final List<Setting> SCHEMA = List.of(
            new Setting.Real("margin", .01, 0, 1),
            new Setting.Real("confidence", .95, .5, .999),
            new Setting.Real("chanceConfidence", .99, .5, .999),
            Setting.Whole.of("bootstrap", 2000, 200, 100_000),
            Setting.Whole.of("lockedSamples", 20, 2, 1_000_000),
            new Setting.Real("worstClass", .1, 0, 1),
            new Setting.Real("worstSite", .1, 0, 1),
            Setting.Whole.of("worstOfAtLeast", 10, 1, 1_000_000),
            new Setting.Real("ece", .15, 0, 1),
            new Setting.Real("parity", 1e-5, 0, 1e-3),
            new Setting.Choice("promotion", "rule", List.of("rule", "person")),
            Setting.Whole.of("shadowSamples", 0, 0, 1_000_000),
            new Setting.Real("shadowAgreement", .8, 0, 1));

    /** The protocol that holds where nothing else is said. */
    public static Protocol standard() {
        return of(Settings.standard(SCHEMA));
    }

    /**
     * @throws org.expressway.trainer.settings.InvalidSettings with every fault of the file
     * @throws IOException when it cannot be read
     */
    public static Protocol read(Path path) throws IOException {
        SettingsFile file = SettingsFile.read(path);
        Check check = new Check(file);
        Settings settings = check.settings(file.root(), SCHEMA, Set.of());
        check.refuseFaults();
        return of(settings);
    }

    /** The standard protocol as a file, to be printed and changed. */
    public static String standardText() {
        try (InputStream in = Protocol.class.getResourceAsStream("protocol.yaml")) {
            if (in == null) {
                throw new IllegalStateException("protocol.yaml is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a file that reads back as this protocol; the same protocol gives the same bytes. */
    public byte[] text() {
        StringBuilder text = new StringBuilder();
        values().forEach((name, value) ->
                text.append(name).append(": ").append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("margin", margin);
        values.put("confidence", confidence);
        values.put("chanceConfidence", chanceConfidence);
        values.put("bootstrap", bootstrap);
        values.put("lockedSamples", lockedSamples);
        values.put("worstClass", worstClass);
        values.put("worstSite", worstSite);
        values.put("worstOfAtLeast", worstOfAtLeast);
        values.put("ece", ece);
        values.put("parity", parity);
        values.put("promotion", promotion.name().toLowerCase(Locale.ROOT));
        values.put("shadowSamples", shadowSamples);
        values.put("shadowAgreement", shadowAgreement);
        return values;
    }

    private static Protocol of(Settings settings) {
        return new Protocol(
                settings.real("margin"),
                settings.real("confidence"),
                settings.real("chanceConfidence"),
                settings.whole("bootstrap"),
                settings.whole("lockedSamples"),
                settings.real("worstClass"),
                settings.real("worstSite"),
                settings.whole("worstOfAtLeast"),
                settings.real("ece"),
                settings.real("parity"),
                settings.text("promotion").equals("rule") ? Promotion.RULE : Promotion.PERSON,
                settings.whole("shadowSamples"),
                settings.real("shadowAgreement"));
    }
}
