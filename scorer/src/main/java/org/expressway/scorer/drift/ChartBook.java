package org.expressway.scorer.drift;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.expressway.analysis.drift.Chart;
import org.expressway.analysis.drift.ChartFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The charts of a task: in the store, which is in the transaction of what was read, and unpacked beside it, so that none is
 * unpacked at every sample. What is aborted is read from the store again, by a book of its own. Charts that another release
 * wrote in another form begin anew.
 */
final class ChartBook {
    private static final Logger LOG = LoggerFactory.getLogger(ChartBook.class);
    private static final String STUDY = "#study";
    private static final String CONTROLS = "#controls";
    private static final String USUAL = "-usual";
    private static final String STANDING = "#standing";

    /** Of one key. Mutable: its charts advance. */
    static final class Page {
        final Chart study;
        final @Nullable Chart controls;
        Standing standing;

        Page(Chart study, @Nullable Chart controls, Standing standing) {
            this.study = study;
            this.controls = controls;
            this.standing = standing;
        }
    }

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Page> pages = new HashMap<>();

    ChartBook(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** What is kept of a key; null where nothing is, or nothing that can be read. */
    @Nullable
    Page find(String key) {
        Page known = pages.get(key);
        if (known == null) {
            known = stored(key);
            if (known != null) {
                pages.put(key, known);
            }
        }
        return known;
    }

    /** How a key stood last, its charts readable or not; null where nothing is known of that. */
    @Nullable
    Standing standing(String key) {
        Page page = find(key);
        if (page != null) {
            return page.standing;
        }
        byte[] standing = store.get(key + STANDING);
        try {
            return standing == null ? null : Standing.of(standing);
        } catch (IllegalArgumentException e) {
            LOG.warn("an alarm of {}, where one stood, is not cleared: {}", key, e.getMessage());
            return null;
        }
    }

    /**
     * Empty charts of a bundle in the place of whatever is kept.
     *
     * @param since when their first sample was observed
     */
    Page begin(String key, DriftCharts charts, Instant since) {
        Standing old = standing(key);
        String before = old == null ? "" : old.bundle();
        Chart controls = charts.reference().controls().isEmpty()
                ? null
                : charts.reference().newControlChart();
        Standing standing = Standing.begin(charts.bundleSha256(), before, since);
        Page page = new Page(charts.reference().newChart(), controls, standing);
        pages.put(key, page);
        keep(key, page, false);
        if (controls != null) {
            keep(key, page, true);
        } else {
            store.delete(key + CONTROLS);
            store.delete(key + CONTROLS + USUAL);
        }
        return page;
    }

    /** @param control which of the charts has advanced */
    void keep(String key, Page page, boolean control) {
        Chart advanced = control ? page.controls : page.study;
        if (advanced != null) {
            String name = key + (control ? CONTROLS : STUDY);
            store.put(name, ChartFormat.moving(advanced));
            if (advanced.learns()) {
                store.put(name + USUAL, ChartFormat.usual(advanced));
            }
        }
        keep(key, page);
    }

    /** No chart has advanced. */
    void keep(String key, Page page) {
        store.put(key + STANDING, page.standing.bytes());
    }

    private @Nullable Page stored(String key) {
        byte[] standing = store.get(key + STANDING);
        if (standing == null) {
            return null;
        }
        try {
            Chart study = chart(key + STUDY);
            return study == null ? null : new Page(study, chart(key + CONTROLS), Standing.of(standing));
        } catch (IllegalArgumentException e) {
            LOG.warn("the charts of {} begin anew: {}", key, e.getMessage());
            return null;
        }
    }

    private @Nullable Chart chart(String name) {
        byte[] moving = store.get(name);
        byte[] usual = store.get(name + USUAL);
        return moving == null || usual == null ? null : ChartFormat.read(moving, usual);
    }
}
