package org.expressway.schemas.topic;

import org.jspecify.annotations.Nullable;

/** Kafka keys: {@code site/sampleId}, {@code site/batchId}, {@code site/captureId}. Two sites may both have a sample S1. */
public final class Keys {
    private static final int LONGEST = 200;

    private Keys() {}

    /** @throws IllegalArgumentException when a part is empty, too long, or has a slash or a control character */
    public static String of(String site, String id) {
        check("site", site);
        check("id", id);
        return site + "/" + id;
    }

    /** {@code site/captureId/block}: one block of a capture's cells. */
    public static String ofBlock(String site, String captureId, int block) {
        return of(site, captureId) + "/" + block;
    }

    /** {@code site/instrument/lineage}: what a drift chart is of; {@code -} where a laboratory states none. */
    public static String ofChart(String site, @Nullable String instrument, @Nullable String lineage) {
        return of(site, plain(instrument)) + "/" + plain(lineage);
    }

    /** Instruments and lineages are free text: what a key may not hold becomes a blank. */
    private static String plain(@Nullable String part) {
        String text = part == null ? "" : part.replaceAll("[/\\p{Cntrl}]", " ").strip();
        return text.isEmpty() ? "-" : text.substring(0, Math.min(LONGEST, text.length()));
    }

    /** The site of a key. */
    public static String site(String key) {
        return key.substring(0, slash(key));
    }

    /** The sample or batch id of a key. */
    public static String id(String key) {
        return key.substring(slash(key) + 1);
    }

    private static int slash(String key) {
        int at = key.indexOf('/');
        if (at <= 0 || at != key.lastIndexOf('/') || at == key.length() - 1) {
            throw new IllegalArgumentException("expected SITE/ID, seen \"" + key + "\"");
        }
        return at;
    }

    private static void check(String what, String part) {
        if (part.isBlank() || part.length() > LONGEST) {
            throw new IllegalArgumentException(
                    what + ": expected 1 to " + LONGEST + " characters, seen " + part.length());
        }
        if (part.indexOf('/') >= 0 || part.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + " \"" + part + "\": a slash or a control character; rename it at the source");
        }
    }
}
