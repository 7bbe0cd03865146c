package org.expressway.stream.cells;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.admit.Refused;
import org.expressway.stream.reference.References;
import org.expressway.stream.wire.Outbox;
import org.jspecify.annotations.Nullable;

/** Keyed by site/captureId: remembers a digest a block, asks the {@link CellDesk}, hands on for the sink. */
@SuppressWarnings("NullAway.Init") // open() sets what Flink does not serialise
public final class AdmitCells extends KeyedProcessFunction<String, IncomingRecord, OutgoingRecord> {
    private static final long serialVersionUID = 1L;

    private final HarmonizeConfig config;
    private transient BlockDecoding decoding;
    private transient CellDesk desk;
    private transient Outbox outbox;
    private transient ValueState<String> capture;
    private transient MapState<Integer, String> blocks;
    private transient Counter repetitions;
    private transient Counter cells;

    public AdmitCells(HarmonizeConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        SchemaRegistry registry = SchemaRegistry.at(config.registryUrl());
        References references = new References(config.artifactStore());
        decoding = new BlockDecoding(registry);
        desk = new CellDesk(new CellDesk.Active(
                config.referenceId(), config.epoch(), references.profile(config.referenceId())));
        outbox = new Outbox(registry);
        capture = getRuntimeContext().getState(new ValueStateDescriptor<>("admitted-capture", Types.STRING));
        blocks = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("admitted-blocks", Types.INT, Types.STRING));
        repetitions = getRuntimeContext().getMetricGroup().counter("repetitions");
        cells = getRuntimeContext().getMetricGroup().counter("cells");
    }

    @Override
    public void processElement(IncomingRecord record, Context context, Collector<OutgoingRecord> out) {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        CellBlock block = null;
        try {
            block = decoding.decode(record);
            BlockDecoding.checkKey(record, block);
            desk.requireReference(block);
            admit(block, record, now, out);
        } catch (Refused refused) {
            reject(letter(record, block, refused, now), out);
        }
    }

    private void admit(CellBlock block, IncomingRecord record, Instant now, Collector<OutgoingRecord> out)
            throws Refused {
        BlockDigest digest = BlockDigest.of(block);
        if (!CellDesk.isNew(block, digest, before(block))) {
            repetitions.inc();
            return;
        }
        remember(block, digest);
        cells.inc(block.getBarcodes().size());
        out.collect(outbox.cells(desk.normalized(block, digest.block(), record, now)));
    }

    private CellDesk.@Nullable Before before(CellBlock block) {
        try {
            String first = capture.value();
            return first == null ? null : new CellDesk.Before(first, blocks.get(block.getBlock()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("state cannot be read", e);
        }
    }

    private void remember(CellBlock block, BlockDigest digest) {
        try {
            capture.update(digest.capture());
            blocks.put(block.getBlock(), digest.block());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("state cannot be written", e);
        }
    }

    /** A job that began anew meets records again whose dead letters are already there. */
    private void reject(DeadLetter letter, Collector<OutgoingRecord> out) {
        if (!config.past().rejected(DeadLetters.id(letter.getOrigin()))) {
            out.collect(outbox.rejected(letter));
        }
    }

    private static DeadLetter letter(IncomingRecord record, @Nullable CellBlock block, Refused refused, Instant now) {
        DeadLetters.Identity identity = block == null
                ? DeadLetters.Identity.UNKNOWN
                : new DeadLetters.Identity(block.getSite(), block.getBatchId(), block.getCaptureId());
        DeadLetters.Refusal why =
                new DeadLetters.Refusal("harmonize", refused.step(), refused.reason(), refused.text());
        return DeadLetters.of(record, why, identity, now);
    }
}
