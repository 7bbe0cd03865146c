package org.expressway.cli.demo;

import java.util.List;
import java.util.TreeSet;
import org.expressway.schemas.artifact.Panel;

/**
 * What a demo runs on.
 *
 * @param title what the screen says it is
 * @param history published first, with their labels: the reference and the training data
 * @param live streamed one by one once a model is in service; their truth is known to the demo alone
 * @param referenceBatches batches of the history that make the reference
 * @param closeAsTheyEnd whether a run is closed as soon as its last sample is sent, instead of all at the end
 * @param withCorruptRecords whether to send some broken records among the live ones
 */
record DemoCohort(
        String title,
        Panel panel,
        List<DemoSample> history,
        List<DemoSample> live,
        List<String> referenceBatches,
        boolean closeAsTheyEnd,
        boolean withCorruptRecords) {

    boolean simulated() {
        return live.get(0).withoutBatchEffect() != null;
    }

    /** Batches of the history that are corrected against the reference. */
    List<String> historyBatches() {
        TreeSet<String> batches = new TreeSet<>();
        history.forEach(sample -> batches.add(sample.batchKey()));
        referenceBatches.forEach(batches::remove);
        return List.copyOf(batches);
    }

    /** Batches that live samples open: those that the history has not closed. */
    List<String> liveBatches() {
        TreeSet<String> batches = new TreeSet<>();
        live.forEach(sample -> batches.add(sample.batchKey()));
        history.forEach(sample -> batches.remove(sample.batchKey()));
        return List.copyOf(batches);
    }
}
