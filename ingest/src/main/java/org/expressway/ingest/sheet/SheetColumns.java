package org.expressway.ingest.sheet;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about a sheet beforehand.
 *
 * @param named columns by their exact header, instead of what would be guessed
 * @param guessable fields whose column is found by its header where none is named
 * @param defaults what holds for samples of which the sheet does not say it
 */
public record SheetColumns(Map<SheetField, String> named, Set<SheetField> guessable, Map<SheetField, String> defaults) {
    public SheetColumns {
        named = Map.copyOf(named);
        guessable = Set.copyOf(guessable);
        defaults = Map.copyOf(defaults);
    }

    /** Everything is guessed; a sheet without site or batch is refused. */
    public static SheetColumns guessed() {
        return new SheetColumns(Map.of(), Set.of(SheetField.values()), Map.of());
    }

    /** Nothing but these columns is guessed: the others may hold anything, unless they are named. */
    public static SheetColumns guessing(SheetField... fields) {
        return new SheetColumns(Map.of(), Set.of(fields), Map.of());
    }

    /** This, with one more column named; a null or blank header changes nothing. */
    public SheetColumns with(SheetField field, @Nullable String header) {
        if (header == null || header.isBlank()) {
            return this;
        }
        Map<SheetField, String> more = new EnumMap<>(SheetField.class);
        more.putAll(named);
        more.put(field, header);
        return new SheetColumns(more, guessable, defaults);
    }

    public SheetColumns withDefaultSite(@Nullable String site) {
        return withDefault(SheetField.SITE, site);
    }

    public SheetColumns withDefaultBatch(@Nullable String batch) {
        return withDefault(SheetField.BATCH, batch);
    }

    /** This, with a value for samples of which the sheet does not say it; null or blank changes nothing. */
    public SheetColumns withDefault(SheetField field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return this;
        }
        Map<SheetField, String> more = new EnumMap<>(SheetField.class);
        more.putAll(defaults);
        more.put(field, value.strip());
        return new SheetColumns(named, guessable, more);
    }
}
