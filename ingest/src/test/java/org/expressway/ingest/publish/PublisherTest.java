package org.expressway.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.Progress;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.expressway.ingest.simulate.CohortSettings;
import org.expressway.ingest.simulate.SimulatedCohort;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker. Each test publishes for a site of its own. */
class PublisherTest {
    private static final Instant NOW = Instant.parse("2026-04-01T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String MATRIX = "gene\tS1\tS2\nG1\t1\t250\nG2\tNA\t3\n";

    @TempDir
    private static Path shared;

    private static TestPlatform platform;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        platform = new TestPlatform(shared);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void everySampleBecomesOneRecordWithAllThatTheSheetSays() throws Exception {
        String sheet =
                "sample,batch,patient,role,hours,rin,received_at\nS1,R1,P1,,24,7,2026-03-30\nS2,R2,P2,BLANK,,,\n";
        PublishSummary summary = publish("whole", "whole", MATRIX, sheet);

        assertThat(summary.samples()).isEqualTo(2);
        assertThat(summary.batches()).containsExactlyEntriesOf(new TreeMap<>(Map.of("whole/R1", 1, "whole/R2", 1)));
        assertThat(summary.unit()).isEqualTo(ExpressionUnit.COUNTS);
        assertThat(summary.panelIsNew()).isTrue();
        assertThat(summary.bytes()).isPositive();
        Map<String, ExpressionSample> sent = records(Topics.RAW, "whole");
        assertThat(sent).containsOnlyKeys("whole/S1", "whole/S2");
        ExpressionSample sample = sent.get("whole/S1");
        assertThat(FloatVector.toArray(sample.getValues())).containsExactly(1, Float.NaN);
        assertThat(sample.getSubjectId()).isEqualTo("P1");
        assertThat(sample.getTimepoint()).isEqualTo(24);
        assertThat(sample.getTimepointUnit()).isEqualTo("hour");
        assertThat(sample.getSpecimen().getRin()).isEqualTo(7);
        assertThat(sample.getSpecimen().getReceivedAt()).isEqualTo(Instant.parse("2026-03-30T00:00:00Z"));
        assertThat(sample.getReceivedAt()).isEqualTo(NOW);
        assertThat(sample.getPanelId()).isEqualTo(new Panel(List.of("G1", "G2")).id());
        assertThat(sample.getProvenance().getFileName()).isEqualTo("matrix.tsv");
        assertThat(sample.getProvenance().getFileSha256()).isEqualTo(Sha256.of(MATRIX));
        assertThat(sample.getProvenance().getRow()).isEqualTo(2);
        assertThat(sent.get("whole/S2").getRole()).isEqualTo(SampleRole.BLANK);
        assertThat(sent.get("whole/S2").getSpecimen()).isNull();
    }

    @Test
    void aSecondFileIsAlignedToTheNamedPanel() throws Exception {
        publish("first", "shared", MATRIX, "sample,batch\nS1,R\nS2,R\n");
        PublishSummary second = publish("second", "shared", "gene\tT1\nG3\t500\nG2\t7\n", "sample,batch\nT1,R\n");
        assertThat(second.panelIsNew()).isFalse();
        assertThat(second.genesMatched()).isEqualTo(1);
        assertThat(second.genesMissing()).isEqualTo(1);
        assertThat(second.genesNotInPanel()).isEqualTo(1);
        ExpressionSample sample = records(Topics.RAW, "second").get("second/T1");
        assertThat(FloatVector.toArray(sample.getValues())).containsExactly(Float.NaN, 7);
    }

    @Test
    void aFileWithoutAnyGeneOfThePanelIsRefused() throws Exception {
        publish("known", "named", MATRIX, "sample,batch\nS1,R\nS2,R\n");
        assertThat(refused("foreign", "named", "gene\tS1\nX\t500\n", "sample,batch\nS1,R\n"))
                .hasMessageContaining("no gene of panel named");
        assertThat(records(Topics.RAW, "foreign")).isEmpty();
    }

    @Test
    void yeastIsRefusedAgainstAHumanPanel() throws Exception {
        publish("human", "human", "gene\tS1\nENSG00000141510\t500\nENSG00000091831\t3\n", "sample,batch\nS1,R\n");
        Path yeast = LabFiles.realData("lab-formats").resolve("featurecounts/gene_counts.txt");
        String sheet = "sample,batch\nconA_rep1_sorted,R\nconA_rep2_sorted,R\nconB_rep1_sorted,R\nconB_rep2_sorted,R\n";
        assertThat(refused(request("yeast", "human", yeast, sheet)))
                .hasMessageContaining("gene_counts.txt, row 3, column 1")
                .hasMessageContaining("no gene of panel human")
                .hasMessageContaining("YAL068C")
                .hasMessageContaining("another species");
        assertThat(records(Topics.RAW, "yeast")).isEmpty();
    }

    @Test
    void aTpmTableDeclaredAsCountsIsRefusedAndTheCountsBesideItAreFine() throws Exception {
        Path folder = LabFiles.realData("lab-formats").resolve("nfcore-rnaseq");
        String sheet = "sample,batch\nX1O,R\nX2O,R\nX3O,R\nP11_1,R\nP11_2,R\nP11_3,R\n";
        PublishRequest tpm = request("tpm", "nfcore", folder.resolve("salmon.merged.gene_tpm.tsv.gz"), sheet);
        assertThat(refused(declared(tpm, ExpressionUnit.COUNTS)))
                .hasMessageContaining("fractions and sum to 1e6 in every sample, as TPM does");
        PublishRequest counts = request("nf", "nfcore", folder.resolve("salmon.merged.gene_counts.tsv.gz"), sheet);
        PublishSummary summary = new Publisher(platform.endpoints(), CLOCK)
                .publish(declared(counts, ExpressionUnit.COUNTS), Progress.SILENT);
        assertThat(summary.unit()).isEqualTo(ExpressionUnit.COUNTS);
        assertThat(summary.genesMatched()).isEqualTo(63_140);
        assertThat(records(Topics.RAW, "nf")).hasSize(6);
    }

    @Test
    void symbolsThatRepeatAreOneGeneOfThePanel() throws Exception {
        PublishSummary summary =
                publish("twice", "twice", "gene\tS1\nTP53\t500\nESR1\t3\nTP53\t20\n", "sample,batch\nS1,R\n");
        assertThat(summary.notes()).anyMatch(note -> note.contains("1 rows mean a gene"));
        ExpressionSample sample = records(Topics.RAW, "twice").get("twice/S1");
        assertThat(FloatVector.toArray(sample.getValues())).containsExactly(520, 3);
    }

    @Test
    void nothingOfABadFileIsPublishedAndBothFilesFaultsAreSaid() {
        BadInput refused =
                refused("bad", "bad", "gene\tS1\tS2\nG1\t1\t250\nG2\tx\t3\n", "sample,batch,role\nS1,R,\nS2,R,WRONG\n");
        assertThat(refused).hasMessageContaining("matrix.tsv, row 3").hasMessageContaining("sheet.csv, row 3");
        assertThat(refused("bad", "bad", MATRIX, "sample,batch\nS1,R\nS3,R\n"))
                .hasMessageContaining("unknown sample in the sheet");
        assertThat(records(Topics.RAW, "bad")).isEmpty();
        assertThat(new PanelRegistry(platform.endpoints()).all()).doesNotContainKey("bad");
    }

    @Test
    void aPanelsNameNeverChangesItsGenes() throws Exception {
        PanelRegistry panels = new PanelRegistry(platform.endpoints());
        Panel panel = new Panel(List.of("A", "B"));
        assertThat(panels.register("fixed", panel, NOW)).isEqualTo(panels.register("fixed", panel, NOW));
        assertThat(panels.find("fixed")).contains(panel);
        assertThatThrownBy(() -> panels.register("fixed", new Panel(List.of("B", "A")), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose another name");
    }

    @Test
    void labelsAreSentAndThoseMissingAreCounted() throws Exception {
        Path sheet = write("labels.csv", "sample,subtype\nS1,LumA\nS2,NA\nS3,LumA\nS4,Basal\n");
        SheetColumns columns =
                SheetColumns.guessed().withDefaultSite("labelled").with(SheetField.LABEL, "subtype");
        LabelPublisher.Summary summary =
                new LabelPublisher(platform.endpoints(), CLOCK).publish(sheet, columns, "pathology", Progress.SILENT);
        assertThat(summary.labelled()).isEqualTo(3);
        assertThat(summary.withoutLabel()).isEqualTo(1);
        assertThat(summary.classes()).containsEntry("LumA", 2).containsEntry("Basal", 1);
        Map<String, Label> sent = records(Topics.LABEL, "labelled");
        assertThat(sent).containsOnlyKeys("labelled/S1", "labelled/S3", "labelled/S4");
        assertThat(sent.get("labelled/S4").getSubtype()).isEqualTo("Basal");
        assertThat(sent.get("labelled/S4").getSource()).isEqualTo("pathology");
    }

    @Test
    void aClosedRunListsTheSamplesThatWerePublished() throws Exception {
        publish("run", "run", MATRIX, "sample,batch\nS2,R1\nS1,R1\n");
        RunPublisher runs = new RunPublisher(platform.endpoints(), CLOCK);
        assertThat(runs.close("run", "R1")).containsExactly("S1", "S2");
        RunManifest manifest = records(Topics.RUN, "run").get("run/R1");
        assertThat(manifest.getState()).isEqualTo(RunState.CLOSED);
        assertThat(manifest.getMemberSampleIds()).containsExactly("S1", "S2");
        assertThatThrownBy(() -> runs.close("run", "R9")).hasMessageContaining("run/R1");
    }

    @Test
    void aForeignRecordAmongTheSamplesKeepsNoRunFromClosing() throws Exception {
        publish("foreign-record", "run", MATRIX, "sample,batch\nS1,R1\nS2,R1\n");
        try (KafkaProducer<String, byte[]> stranger = new KafkaProducer<>(
                platform.endpoints().producer(), new StringSerializer(), new ByteArraySerializer())) {
            stranger.send(new ProducerRecord<>(Topics.RAW.name(), "foreign-record/S3", new byte[] {1, 2, 3}))
                    .get();
        }
        assertThat(new RunPublisher(platform.endpoints(), CLOCK).close("foreign-record", "R1"))
                .containsExactly("S1", "S2");
    }

    @Test
    void simulatedSamplesAreSentAsTheirSiteWouldSendThem() throws Exception {
        SimulatedCohort cohort = SimulatedCohort.of(CohortSettings.of(300, 100, 1));
        SimulatedSample first = cohort.samples().get(0);
        try (TopicProducer<ExpressionSample> producer = new TopicProducer<>(platform.endpoints(), Topics.RAW)) {
            producer.send(first.key(), SampleCodec.simulated(first, new Panel(cohort.genes()).id(), NOW));
            producer.flush();
            assertThat(producer.acknowledged()).isEqualTo(1);
        }
        ExpressionSample sent = records(Topics.RAW, first.site()).get(first.key());
        assertThat(FloatVector.toArray(sent.getValues())).containsExactly(first.counts());
    }

    private PublishSummary publish(String site, String panel, String matrix, String sheet) throws Exception {
        PublishRequest request = request(site, panel, write("matrix.tsv", matrix), sheet);
        return new Publisher(platform.endpoints(), CLOCK).publish(request, Progress.SILENT);
    }

    private PublishRequest request(String site, String panel, Path matrix, String sheet) {
        PublishRequest files = PublishRequest.of(matrix, write("sheet.csv", sheet));
        SheetColumns columns = files.columns().withDefaultSite(site);
        return new PublishRequest(matrix, files.sheet(), columns, panel, files.assay(), files.unit())
                .with(Pseudonyms.ALREADY);
    }

    private static PublishRequest declared(PublishRequest request, ExpressionUnit unit) {
        return new PublishRequest(
                request.paths().get(0), request.sheet(), request.columns(), request.panel(), request.assay(), unit);
    }

    private static BadInput refused(PublishRequest request) {
        return catchThrowableOfType(
                BadInput.class, () -> new Publisher(platform.endpoints(), CLOCK).publish(request, Progress.SILENT));
    }

    private BadInput refused(String site, String panel, String matrix, String sheet) {
        return catchThrowableOfType(BadInput.class, () -> publish(site, panel, matrix, sheet));
    }

    private Path write(String name, String text) {
        return LabFiles.write(directory, name, LabFiles.utf8(text));
    }

    private static <V extends SpecificRecord> Map<String, V> records(Topic<String, V> topic, String site) {
        Map<String, V> records = new TreeMap<>();
        platform.endpoints().reader(topic).skippingUndecodable().toEnd(read -> {
            V value = read.value();
            if (read.key().startsWith(site + "/") && value != null) {
                assertThat(records.put(read.key(), value))
                        .as("sent twice: " + read.key())
                        .isNull();
            }
        });
        return records;
    }
}
