package org.expressway.ingest.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.expression.Strandedness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetFormatsTest {
    private static final String NF_CORE = """
            sample,fastq_1,fastq_2,strandedness
            CONTROL_1,a_L001_R1.fastq.gz,a_L001_R2.fastq.gz,reverse
            CONTROL_1,a_L002_R1.fastq.gz,a_L002_R2.fastq.gz,reverse
            TREATED_1,b_R1.fastq.gz,,auto
            """;
    private static final String V1 = """
            [Header],,,,
            IEMFileVersion,4,,,
            Experiment Name,240311_RNA,,,
            Date,3/11/2024,,,
            Instrument Type,NextSeq 550,,,
            ,,,,
            [Reads],,,,
            76,,,,
            [Settings],,,,
            Adapter,AGATCGGAAGAGC,,,
            [Data],,,,
            Lane,Sample_ID,Sample_Name,index,Sample_Project
            1,S1,Tumour 1,ATCACG,P7
            2,S1,Tumour 1,ATCACG,P7
            1,S2,Tumour 2,CGATGT,P7
            """;
    private static final String V2 = """
            [Header]
            FileFormatVersion,2
            RunName,240311_RNA
            InstrumentType,NovaSeqX
            [BCLConvert_Settings]
            SoftwareVersion,4.1.7
            [BCLConvert_Data]
            Lane,Sample_ID,Index,Index2
            1,S1,ATCACG,GGTACC
            2,S1,ATCACG,GGTACC
            1,S2,CGATGT,TTAGGC
            [Cloud_Data]
            Sample_ID,ProjectName,RIN
            S1,P7,8.1
            S2,P7,6.4
            """;

    @TempDir
    private Path directory;

    @Test
    void anNfCoreSheetSaysItsSamplesAndTheirStrands() throws BadInput {
        SampleSheet sheet = read(NF_CORE, atRun());
        assertThat(sheet.format()).isEqualTo(SheetFormat.NF_CORE);
        assertThat(sheet.rows()).extracting(SampleRow::key).containsExactly("LYON/CONTROL_1", "LYON/TREATED_1");
        assertThat(sheet.rows()).extracting(SampleRow::row).containsExactly(2, 4);
        assertThat(sheet.strands())
                .containsEntry("CONTROL_1", Strandedness.REVERSE)
                .containsEntry("TREATED_1", Strandedness.AUTO);
        assertThat(sheet.notes().get(0)).contains("an nf-core samplesheet").contains("sample from sample");
        assertThat(sheet.notes()).contains("2 samples in 3 rows of reads");
    }

    @Test
    void aVersion1SheetGivesItsExperimentAsBatchAndJoinsLanes() throws BadInput {
        SampleSheet sheet = read(V1, SheetColumns.guessed().withDefaultSite("LYON"));
        assertThat(sheet.format()).isEqualTo(SheetFormat.ILLUMINA_V1);
        assertThat(sheet.rows()).extracting(SampleRow::sampleId).containsExactly("S1", "S2");
        assertThat(sheet.rows()).extracting(SampleRow::row).containsExactly(13, 15);
        assertThat(sheet.rows()).extracting(SampleRow::batchId).containsOnly("240311_RNA");
        assertThat(sheet.rows()).extracting(SampleRow::instrument).containsOnly("NextSeq 550");
        assertThat(sheet.notes().get(0)).contains("version 1").contains("batch is 240311_RNA");
    }

    @Test
    void aVersion2SheetIsJoinedWithItsCloudData() throws BadInput {
        SheetColumns wishes = SheetColumns.guessed().withDefaultSite("LYON").with(SheetField.EXPERIMENT, "ProjectName");
        SampleSheet sheet = read(V2, wishes);
        assertThat(sheet.format()).isEqualTo(SheetFormat.ILLUMINA_V2);
        assertThat(sheet.rows()).extracting(SampleRow::sampleId).containsExactly("S1", "S2");
        assertThat(sheet.rows()).extracting(SampleRow::experiment).containsOnly("P7");
        assertThat(sheet.rows()).extracting(row -> row.specimen().rin()).containsExactly(8.1, 6.4);
        assertThat(sheet.rows()).extracting(SampleRow::batchId).containsOnly("240311_RNA");
    }

    @Test
    void aSheetThatASpreadsheetSavedWithSemicolonsIsTheSame() throws BadInput {
        SheetColumns wishes = SheetColumns.guessed().withDefaultSite("LYON");
        assertThat(read(V1.replace(',', ';'), wishes).rows())
                .isEqualTo(read(V1, wishes).rows());
    }

    @Test
    void aBatchThatAPersonSaysWinsOverTheRunsName() throws BadInput {
        assertThat(read(V1, atRun()).rows()).extracting(SampleRow::batchId).containsOnly("run3");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("no site", V1, 12, "no column for the site"),
                Arguments.of("lanes that disagree", V1.replace("2,S1,Tumour 1", "2,S1,Tumour 9"), 14, "\"Tumour 9\""),
                Arguments.of("a lane twice", V1.replace("2,S1", "1,S1"), 14, "all of row 13 again"),
                Arguments.of("an id with a slash", V1.replace("S2,", "S/2,"), 15, "'/'"),
                Arguments.of("too many cells", V1.replace("CGATGT,P7", "CGATGT,P7,x"), 15, "6 cells"),
                Arguments.of("no Sample_ID", V1.replace("Sample_ID", "Sample"), 12, "columns of [Data]"),
                Arguments.of("no samples", V1.substring(0, V1.indexOf("1,S1")), 0, "without samples"),
                Arguments.of("a section twice", V1 + "[Data]\n", 16, "section [Data] again"),
                Arguments.of("unknown in the cloud", V2.replace("S2,P7", "S3,P7"), 15, "\"S3\""),
                Arguments.of("RIN in the cloud", V2.replace("6.4", "64"), 11, "\"64\""),
                Arguments.of("a strand", NF_CORE.replace("auto", "both"), 4, "\"both\""),
                Arguments.of("strands that disagree", NF_CORE.replaceFirst("reverse", "forward"), 3, "\"forward\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultOfAFormatNamesItsRow(String name, String text, int row, String seen) {
        SheetColumns wishes = name.equals("no site") ? SheetColumns.guessed() : atRun();
        Fault fault = refused(text, wishes).faults().get(0);
        assertThat(fault.row()).isEqualTo(row);
        assertThat(fault.seen()).contains(seen);
    }

    @Test
    void everyFaultOfASheetComesInOneReport() {
        BadInput refused = refused(
                "sample,batch,rin,sex,preservation,collected_at\n"
                        + "S/1,b,11,2,wet,yesterday\n"
                        + "S2,b\n"
                        + ",b,,,,\n"
                        + "S4,b,,,,\nS4,b,,,,\n",
                SheetColumns.guessed().with(SheetField.SUBJECT, "Patient"));
        assertThat(refused.faults()).extracting(Fault::seen).anyMatch(seen -> seen.contains("no column for the site"));
        assertThat(refused.faults()).extracting(Fault::seen).anyMatch(seen -> seen.contains("no column \"Patient\""));
        assertThat(refused.faults()).extracting(Fault::row).contains(1, 2, 3, 4, 6);
        assertThat(refused.faults()).filteredOn(fault -> fault.row() == 2).hasSize(5);
        assertThat(refused.faults()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFPE", "frozen", "Fresh frozen", "snap-frozen", "ff"})
    void preservationIsReadInItsUsualSpellings(String cell) throws BadInput {
        SampleSheet sheet = read("sample,preservation\nS1," + cell + "\n", atRun());
        assertThat(sheet.rows().get(0).specimen().preservation()).isEqualTo(cell.equals("FFPE") ? "FFPE" : "FROZEN");
    }

    @Test
    void anyFieldMayBeSaidForTheWholeSheet() throws BadInput {
        SampleRow row = read(
                        "sample,site,batch,kept\nS1,A,b,\nS2,A,b,fresh\n",
                        SheetColumns.guessed()
                                .with(SheetField.PRESERVATION, "kept")
                                .withDefault(SheetField.PRESERVATION, "FFPE")
                                .withDefault(SheetField.RIN, "7"))
                .rows()
                .get(0);
        assertThat(row.specimen().preservation()).isEqualTo("FFPE");
        assertThat(row.specimen().rin()).isEqualTo(7);
    }

    private static SheetColumns atRun() {
        return SheetColumns.guessed().withDefaultSite("LYON").withDefaultBatch("run3");
    }

    private SampleSheet read(String text, SheetColumns wishes) throws BadInput {
        return SheetReader.read(LabFiles.write(directory, "sheet.csv", LabFiles.utf8(text)), wishes);
    }

    private BadInput refused(String text, SheetColumns wishes) {
        return catchThrowableOfType(BadInput.class, () -> read(text, wishes));
    }
}
