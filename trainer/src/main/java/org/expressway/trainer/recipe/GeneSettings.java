package org.expressway.trainer.recipe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.expressway.trainer.features.GeneChoice;
import org.expressway.trainer.settings.Check;
import org.expressway.trainer.settings.Setting;
import org.expressway.trainer.settings.Settings;
import org.expressway.trainer.settings.SettingsFile;

/** The settings by which every recipe chooses its genes. */
final class GeneSettings {
    static final List<Setting> SCHEMA = List.of(
            new Setting.Choice("genes", "all", List.of("all", "mostVariable", "list")),
            Setting.Whole.of("topGenes", 2000, 1, 1_000_000),
            new Setting.Place("geneList"));

    private GeneSettings() {}

    static GeneChoice of(Settings settings) {
        return switch (settings.text("genes")) {
            case "mostVariable" -> new GeneChoice.MostVariable(settings.whole("topGenes"));
            case "list" -> GeneChoice.Listed.read(Path.of(settings.text("geneList")));
            default -> new GeneChoice.All();
        };
    }

    /** A list that is asked for must be there. */
    static void check(Settings settings, SettingsFile file, Check check) {
        String list = settings.text("geneList");
        if (settings.text("genes").equals("list") && !Files.isRegularFile(Path.of(list))) {
            check.fault(
                    file.root(),
                    list.isEmpty()
                            ? "genes: list without a geneList"
                            : "geneList: %s, which is no file".formatted(list),
                    "geneList: a file with one gene a line");
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
