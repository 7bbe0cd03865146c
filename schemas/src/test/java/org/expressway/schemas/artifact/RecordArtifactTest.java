package org.expressway.schemas.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.expressway.schemas.avro.GenePanel;
import org.expressway.schemas.wire.RecordCodec;
import org.expressway.schemas.wire.UndecodableRecord;
import org.junit.jupiter.api.Test;

class RecordArtifactTest {
    private static final RecordArtifact<GenePanel> ARTIFACT = new RecordArtifact<>(GenePanel.class);
    private static final GenePanel PANEL = new GenePanel("breast", "0".repeat(64), 50, Instant.ofEpochMilli(7));

    @Test
    void theSameRecordGivesTheSameBytesAndComesBack() {
        byte[] bytes = ARTIFACT.write(PANEL);

        assertThat(ARTIFACT.write(PANEL)).isEqualTo(bytes);
        assertThat(ARTIFACT.read(bytes)).isEqualTo(PANEL);
    }

    @Test
    void whatAnOlderVersionWroteIsReadByItsOwnSchema() {
        RecordCodec<GenePanel> codec = new RecordCodec<>(GenePanel.class);
        String older = codec.schema().toString().replace("\"doc\":\"Name.\"", "\"doc\":\"What it is called.\"");
        byte[] schema = older.getBytes(StandardCharsets.UTF_8);
        byte[] body = codec.encode(PANEL);
        byte[] bytes = ByteBuffer.allocate(8 + schema.length + body.length)
                .put("EXPR".getBytes(StandardCharsets.US_ASCII))
                .putInt(schema.length)
                .put(schema)
                .put(body)
                .array();

        assertThat(older).isNotEqualTo(codec.schema().toString());
        assertThat(ARTIFACT.read(bytes)).isEqualTo(PANEL);
    }

    @Test
    void whatIsCutShortOrForeignIsRefused() {
        byte[] bytes = ARTIFACT.write(PANEL);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ARTIFACT.read(cut)).isInstanceOf(UndecodableRecord.class);
        }
        byte[] hostile = bytes.clone();
        ByteBuffer.wrap(hostile).putInt(4, Integer.MAX_VALUE);
        assertThatThrownBy(() -> ARTIFACT.read(hostile)).isInstanceOf(UndecodableRecord.class);
    }
}
