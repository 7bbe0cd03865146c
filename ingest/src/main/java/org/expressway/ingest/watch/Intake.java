package org.expressway.ingest.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.publish.PublishSummary;

/** What is done with a delivery: it is published, or refused with its faults. */
public interface Intake {
    /**
     * Returns when everything is acknowledged.
     *
     * @param matrices files, or folders of them
     * @throws BadInput with every fault; nothing has been sent then
     */
    PublishSummary publish(List<Path> matrices, Path sheet) throws BadInput, IOException;
}
