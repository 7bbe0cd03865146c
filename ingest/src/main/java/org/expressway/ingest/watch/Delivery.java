package org.expressway.ingest.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sheet {@code NAME.samples.tsv} and what belongs to it.
 *
 * @param parts what else begins with {@code NAME.}, and the folder {@code NAME}: the matrix
 * @param done the marker {@code NAME.done}, by which a sender says that all of it is there; null where there is none
 */
record Delivery(
        String name, Path sheet, List<Path> parts, @Nullable Path done) {
    Delivery {
        parts = List.copyOf(parts);
    }

    /** The sheet last: a delivery is seen by its sheet, so what a crash leaves of it in the folder is still seen. */
    List<Path> all() {
        List<Path> all = new ArrayList<>(parts);
        if (done != null) {
            all.add(done);
        }
        all.add(sheet);
        return all;
    }

    /** What is published: all but the marker. */
    List<Path> content() {
        List<Path> content = new ArrayList<>(parts);
        content.add(sheet);
        return content;
    }
}
