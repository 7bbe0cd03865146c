package org.expressway.cli.file;

import java.util.List;
import java.util.function.Function;
import org.expressway.analysis.correct.BatchCorrection;
import org.expressway.analysis.correct.BatchCorrector;
import org.expressway.analysis.correct.SampleCorrection;
import org.expressway.analysis.guard.ClassMix;

/** What the stream does when it closes a batch: the same call on the same samples in the same order. */
record AsInTheStream(BatchCorrector corrector, Function<String, ClassMix> declared) implements BatchMethod {
    @Override
    public Outcome correct(String batch, List<Member> members) {
        BatchCorrection correction = corrector.fit(members, declared.apply(batch));
        SampleCorrection ready = corrector.ready(correction);
        members.forEach(member -> ready.apply(member.values(), member.values()));
        return new Outcome(
                batch,
                correction.mode(),
                correction.reason(),
                members.size(),
                correction.studySamples(),
                correction.controlSamples(),
                correction.fit());
    }
}
