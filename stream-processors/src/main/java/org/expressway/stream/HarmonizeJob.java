package org.expressway.stream;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RunNotice;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.admit.AdmitSample;
import org.expressway.stream.admit.DecodeNotice;
import org.expressway.stream.admit.FindDuplicates;
import org.expressway.stream.audit.KeepChain;
import org.expressway.stream.batch.CorrectBatch;
import org.expressway.stream.cells.AdmitCells;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;

/**
 * From raw samples to samples on the reference's scale, exactly once.
 *
 * <pre>
 *   expression.sample.raw.v1 ── by sample ──► AdmitSample ── by values ──► FindDuplicates ──┐ admitted or refused
 *                                                           ┌───────────────────────────────┘
 *                                                           ├─ by batch ──► CorrectBatch ──► one transactional sink
 *   sequencing.run.v1 ────────┬─► DecodeNotice ─────────────┘                 │
 *                  ▲          │                                               ├─► expression.sample.corrected.v1
 *   sample.withdrawal.v1 ─────┘                                               ├─► expression.sample.rejected.v1
 *                  └──────────── the job's own CLOSED manifests ──────────────┼─► sequencing.run.v1
 *                                         decisions ──► KeepChain ─────────┴─► audit.event.v1
 *
 *   expression.cells.raw.v1 ── by capture ──► AdmitCells ──► the same sink ──► expression.cells.normalized.v1
 * </pre>
 */
public final class HarmonizeJob {
    /** Name of the job, its consumer groups and its transactions. */
    public static final String NAME = "harmonize";

    private HarmonizeJob() {}

    /** Adds the job to an environment; source and sink are Kafka's. */
    public static void define(StreamExecutionEnvironment env, HarmonizeConfig config) {
        DataStream<IncomingRecord> raw = incoming(env, config, Topics.RAW.name(), "raw");
        DataStream<IncomingRecord> runs = incoming(env, config, Topics.RUN.name(), "runs");
        DataStream<IncomingRecord> withdrawals = incoming(env, config, Topics.WITHDRAWAL.name(), "withdrawals");
        DataStream<IncomingRecord> cells = incoming(env, config, Topics.CELLS_RAW.name(), "cells");
        harmonize(raw, runs.union(withdrawals), config)
                .union(normalize(cells, config))
                .sinkTo(KafkaEnds.sink(config.bootstrap(), transactions(config.lineage())))
                .uid("sink")
                .name("corrected, cells, rejected and runs");
    }

    /** A job that began anew counts its checkpoints from one again, and must not meet transactions of that number. */
    private static String transactions(long lineage) {
        return lineage == 0 ? NAME : NAME + "-" + lineage;
    }

    /** @param ofBatches manifests and withdrawals */
    static DataStream<OutgoingRecord> harmonize(
            DataStream<IncomingRecord> raw, DataStream<IncomingRecord> ofBatches, HarmonizeConfig config) {
        DataStream<Admission> admissions = raw.keyBy(KafkaEnds::keyText)
                .process(new AdmitSample(config), RecordType.record(Admission.class))
                .uid("admit")
                .name("decode, check, size factor")
                .keyBy(FindDuplicates::key)
                .process(new FindDuplicates(config.duplicateWindow()), RecordType.record(Admission.class))
                .uid("duplicates")
                .name("find duplicates");
        DataStream<RunNotice> notices =
                ofBatches.flatMap(new DecodeNotice(config)).uid("manifests").name("decode manifests and withdrawals");
        SingleOutputStreamOperator<OutgoingRecord> said = admissions
                .keyBy(Admission::getBatchKey)
                .connect(notices.keyBy(RunNotice::getBatchKey))
                .process(new CorrectBatch(config), RecordType.record(OutgoingRecord.class))
                .uid("correct")
                .name("life of a batch");
        return said.union(audited(said, config));
    }

    /** All decisions of the job in one chain. */
    private static DataStream<OutgoingRecord> audited(
            SingleOutputStreamOperator<OutgoingRecord> deciding, HarmonizeConfig config) {
        return deciding.getSideOutput(CorrectBatch.DECISIONS)
                .keyBy(AuditEvent::getWriter)
                .process(new KeepChain(config), RecordType.record(OutgoingRecord.class))
                .uid("audit")
                .name("audit chain");
    }

    /** Single cells take no part in batches: a block is all that its cells need. */
    static DataStream<OutgoingRecord> normalize(DataStream<IncomingRecord> cells, HarmonizeConfig config) {
        return cells.keyBy(KafkaEnds::keyText)
                .process(new AdmitCells(config), RecordType.record(OutgoingRecord.class))
                .uid("admit-cells")
                .name("check cells, CP10k-log1p");
    }

    private static DataStream<IncomingRecord> incoming(
            StreamExecutionEnvironment env, HarmonizeConfig config, String topic, String name) {
        return env.fromSource(
                        KafkaEnds.source(config.bootstrap(), topic, NAME + "-" + name),
                        WatermarkStrategy.noWatermarks(),
                        name,
                        RecordType.record(IncomingRecord.class))
                .uid(name);
    }
}
