package org.expressway.ingest.simulate;

/**
 * One simulated sample.
 *
 * @param subtype the hidden truth
 * @param counts as the site would send them, one a gene
 * @param countsWithoutBatchEffect the same sample, with the same random numbers, from a site without batch effect; the
 *     library size is the site's own in both
 */
@SuppressWarnings("ArrayRecordComponent") // samples are never compared
public record SimulatedSample(
        String site,
        String batchId,
        String sampleId,
        String subject,
        String subtype,
        float[] counts,
        float[] countsWithoutBatchEffect) {
    /** The key of this sample in every topic: {@code site/sampleId}. */
    public String key() {
        return site + "/" + sampleId;
    }

    /** The same sample from another site. */
    public SimulatedSample sentBy(String another) {
        return new SimulatedSample(another, batchId, sampleId, subject, subtype, counts, countsWithoutBatchEffect);
    }

    /** The same sample, called another subtype. */
    SimulatedSample labelled(String as) {
        return new SimulatedSample(site, batchId, sampleId, subject, as, counts, countsWithoutBatchEffect);
    }
}
