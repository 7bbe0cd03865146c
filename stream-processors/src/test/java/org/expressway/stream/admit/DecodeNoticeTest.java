package org.expressway.stream.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunNotice;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecodeNoticeTest {
    private Laboratory laboratory;
    private DecodeNotice decode;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
        decode = new DecodeNotice(laboratory.config());
        decode.open(DefaultOpenContext.INSTANCE);
    }

    @AfterEach
    void close() {
        laboratory.close();
    }

    @Test
    void aManifestTravelsToItsBatch() {
        RunNotice notice = decoded(laboratory.run(manifest("run1")));

        assertThat(notice.getBatchKey()).isEqualTo(Laboratory.BATCH);
        assertThat(notice.getManifest().getMemberSampleIds()).containsExactly("S1");
    }

    @Test
    void bytesThatAreNoManifestBecomeADeadLetter() {
        IncomingRecord record = Laboratory.record(Topics.RUN, "B/run1", new byte[] {7});

        RunNotice notice = decoded(record);

        assertThat(notice.getRefused().getReason()).isEqualTo(RejectionReason.UNDECODABLE);
        assertThat(notice.getRefused().getValue()).isEqualTo(record.getValue());
    }

    @Test
    void aTombstoneIsNoManifest() {
        IncomingRecord record = IncomingRecord.newBuilder(Laboratory.record(Topics.RUN, "B/run1", new byte[0]))
                .setValue(null)
                .build();

        assertThat(decoded(record).getRefused().getReason()).isEqualTo(RejectionReason.UNDECODABLE);
    }

    @Test
    void aManifestOfANamelessBatchBecomesADeadLetter() {
        RunNotice notice = decoded(laboratory.run(manifest("")));

        assertThat(notice.getRefused().getReason()).isEqualTo(RejectionReason.INVALID_FIELD);
    }

    @Test
    void aWithdrawalTravelsToItsBatch() {
        RunNotice notice = decoded(laboratory.withdrawal(Laboratory.withdrawn("S1")));

        assertThat(notice.getBatchKey()).isEqualTo(Laboratory.BATCH);
        assertThat(notice.getWithdrawal().getSampleId()).isEqualTo("S1");
    }

    private RunNotice decoded(IncomingRecord record) {
        List<RunNotice> notices = new ArrayList<>();
        decode.flatMap(record, new ListCollector<>(notices));
        assertThat(notices).hasSize(1);
        return notices.get(0);
    }

    private static RunManifest manifest(String batchId) {
        return RunManifest.newBuilder()
                .setSite("B")
                .setBatchId(batchId)
                .setState(RunState.CLOSED)
                .setMemberSampleIds(List.of("S1"))
                .setAt(Instant.EPOCH)
                .build();
    }
}
