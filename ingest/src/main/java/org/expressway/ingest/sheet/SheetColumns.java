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
 * @param defaultSite site of samples for which the sheet names none
 * @param defaultBatch batch of samples for which the sheet names none
 */
public record SheetColumns(
        Map<SheetField, String> named,
        Set<SheetField> guessable,
        @Nullable String defaultSite,
        @Nullable String defaultBatch) {
    public SheetColumns {
        named = Map.copyOf(named);
        guessable = Set.copyOf(guessable);
    }

    /** Everything is guessed; a sheet without site or batch is refused. */
    public static SheetColumns guessed() {
        return new SheetColumns(Map.of(), Set.of(SheetField.values()), null, null);
    }

    /** Nothing but these columns is guessed: the others may hold anything, unless they are named. */
    public static SheetColumns guessing(SheetField... fields) {
        return new SheetColumns(Map.of(), Set.of(fields), null, null);
    }

    /** This, with one more column named; a null or blank header changes nothing. */
    public SheetColumns with(SheetField field, @Nullable String header) {
        if (header == null || header.isBlank()) {
            return this;
        }
        Map<SheetField, String> more = new EnumMap<>(SheetField.class);
        more.putAll(named);
        more.put(field, header);
        return new SheetColumns(more, guessable, defaultSite, defaultBatch);
    }

    public SheetColumns withDefaultSite(@Nullable String site) {
        return new SheetColumns(named, guessable, site, defaultBatch);
    }

    public SheetColumns withDefaultBatch(@Nullable String batch) {
        return new SheetColumns(named, guessable, defaultSite, batch);
    }
}
