package org.expressway.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;

/**
 * As many corrected samples as wanted, each like one of the story's with noise of its own on every gene. A sample's number says
 * all of it, so that it can be made again.
 */
record ManySamples(List<CorrectedSample> alike, int number) {
    static final ManySamples NONE = new ManySamples(List.of(), 0);
    private static final double NOISE = .3;
    private static final int SENT_AT_ONCE = 250;

    static ManySamples like(Story story, int number) {
        List<CorrectedSample> alike = story.read(Topics.CORRECTED).stream()
                .filter(sample -> sample.getRole() == SampleRole.STUDY && sample.getStage() == Stage.FINAL)
                .filter(sample -> sample.getReferenceId().equals(story.referenceId()))
                .toList();
        return new ManySamples(alike, number);
    }

    /** What the records cite is stored before them. */
    void copyFits(ArtifactStore from, ArtifactStore to) throws IOException {
        for (String fit : alike.stream()
                .map(CorrectedSample::getFitId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet())) {
            to.put(from.get(fit));
        }
    }

    /** @param id as that of a sample made here */
    CorrectedSample sample(String id, Stage stage) {
        return sample(Integer.parseInt(id.substring(1)), stage);
    }

    private CorrectedSample sample(int i, Stage stage) {
        CorrectedSample like = alike.get(i % alike.size());
        SplittableRandom random = new SplittableRandom(2L * i + (stage == Stage.FINAL ? 1 : 0));
        float[] values = FloatVector.toArray(like.getValues()).clone();
        for (int g = 0; g < values.length; g++) {
            values[g] += (float) (NOISE * random.nextGaussian());
        }
        return CorrectedSample.newBuilder(like)
                .setSampleId("K" + i)
                .setStage(stage)
                .setValues(FloatVector.of(values))
                .build();
    }

    /** Sends the first of them, both stages, without waiting for anybody. */
    Stream stream(ScorerAlone lab, int first) {
        return new Stream(lab, first);
    }

    /** Samples on their way. */
    final class Stream implements AutoCloseable {
        private final int first;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final Thread sending;

        private Stream(ScorerAlone lab, int first) {
            this.first = first;
            this.sending = new Thread(() -> send(lab), "samples");
            sending.start();
        }

        private void send(ScorerAlone lab) {
            for (int from = 0; from < first && open.get(); from += SENT_AT_ONCE) {
                List<CorrectedSample> some = new ArrayList<>();
                for (int i = from; i < Math.min(first, from + SENT_AT_ONCE); i++) {
                    some.add(sample(i, Stage.PROVISIONAL));
                    some.add(sample(i, Stage.FINAL));
                }
                lab.send(some);
            }
        }

        /** How many come in all. */
        int records() {
            return 2 * first;
        }

        @Override
        public void close() throws InterruptedException {
            open.set(false);
            sending.join();
        }
    }
}
