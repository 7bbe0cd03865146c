package org.expressway.trainer;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a service trains again.
 *
 * @param every after this time
 * @param afterLabels after this many label records, corrections of earlier labels included
 */
record RetrainingSchedule(Optional<Duration> every, OptionalLong afterLabels) {
    /**
     * @param since time since the last attempt began
     * @param newLabels label records written since then
     */
    boolean due(Duration since, long newLabels) {
        boolean longAgo = every.map(time -> since.compareTo(time) >= 0).orElse(false);
        return longAgo || (afterLabels.isPresent() && newLabels >= afterLabels.getAsLong());
    }
}
