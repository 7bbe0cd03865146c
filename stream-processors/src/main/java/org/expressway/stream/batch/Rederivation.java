package org.expressway.stream.batch;

import java.time.Instant;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.admit.AdmissionDesk;
import org.expressway.stream.admit.Decoding;
import org.expressway.stream.past.Past;
import org.expressway.stream.reference.References;
import org.jspecify.annotations.Nullable;

/**
 * Derives a corrected record again from its raw record, by the very code of the stream: the fit that it names is read, not
 * made again. What cannot be known from the raw record alone stays as it is not known: the times of the stations, and
 * whether the values had been seen under another id. Not shared between threads.
 */
public final class Rederivation {
    /**
     * What a record says of how it came to be.
     *
     * @param fitId null where it was only normalised
     */
    public record Standing(
            String referenceId, long epoch, @Nullable String fitId, Stage stage) {
        public static Standing of(CorrectedSample sample) {
            return new Standing(sample.getReferenceId(), sample.getEpoch(), sample.getFitId(), sample.getStage());
        }
    }

    private final Decoding decoding;
    private final FitBook fits;
    private final CorrectionDesk desk;

    public Rederivation(ArtifactStore store, SchemaRegistry registry) {
        this.decoding = new Decoding(registry);
        this.fits = new FitBook(store, new References(store));
        this.desk = new CorrectionDesk(fits, new Withdrawals(new Past()));
    }

    /**
     * @param admittedUnder reference whose limits quality was judged by: the active one at the time
     * @throws IllegalArgumentException when the raw record is none that could have been admitted
     * @throws java.io.UncheckedIOException when reference or fit are not in the store, or are damaged
     */
    public CorrectedSample again(IncomingRecord raw, Standing standing, String admittedUnder) {
        AdmissionDesk admission =
                new AdmissionDesk(decoding, new AdmissionDesk.Active(admittedUnder, fits.reference(admittedUnder)));
        AdmittedSample admitted = admission.again(raw);
        Emission.Scale scale = new Emission.Scale(standing.referenceId(), standing.epoch());
        return desk.again(standing, admitted).record(fits, scale, Instant.EPOCH);
    }
}
