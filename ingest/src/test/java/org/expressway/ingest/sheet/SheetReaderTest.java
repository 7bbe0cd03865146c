package org.expressway.ingest.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.LabFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SheetReaderTest {
    @TempDir
    private Path directory;

    @Test
    void aFullRowIsReadIntoItsFields() throws BadInput {
        SampleRow row =
                read("Sample ID,Lab,Run-ID,Patient,Role,control_material,Experiment,Hours,Instrument,collected_at,"
                                + "specimen_type,Preservation,tumor_fraction,RIN,DV200,extraction lot,Received-At,grade\n"
                                + "S1,Basel,R7,P1,bridge control,HeLa,E1,1.5,NovaSeq,2026-03-31,biopsy,ffpe,40%,7.1,0.8,L9,2026-04-01T09:30:00+02:00,III\n")
                        .rows()
                        .get(0);
        assertThat(row.key()).isEqualTo("Basel/S1");
        assertThat(row.batchKey()).isEqualTo("Basel/R7");
        assertThat(row.subject()).isEqualTo("P1");
        assertThat(row.role()).isEqualTo(Role.BRIDGE_CONTROL);
        assertThat(row.material()).isEqualTo("HeLa");
        assertThat(row.timepoint()).isEqualTo(new Timepoint(1.5, "hour"));
        assertThat(row.collectedAt()).isEqualTo(Instant.parse("2026-03-31T00:00:00Z"));
        assertThat(row.specimen())
                .isEqualTo(
                        new SpecimenRow("biopsy", "FFPE", 0.4, 7.1, 0.8, "L9", Instant.parse("2026-04-01T07:30:00Z")));
        assertThat(row.cells()).containsEntry("grade", "III");
        assertThat(row.row()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"F, FEMALE", "Female, FEMALE", "m, MALE", "MALE, MALE", "unknown, UNKNOWN", "NA, UNKNOWN", ", UNKNOWN"})
    void theDeclaredSexIsReadInItsUsualSpellings(String cell, Sex sex) throws BadInput {
        SampleSheet sheet = read("sample,site,batch,gender\nS1,A,b," + (cell == null ? "" : cell) + "\n");
        assertThat(sheet.rows().get(0).sex()).isEqualTo(sex);
    }

    @Test
    void quotesAsRWritesThemAreUndone() throws BadInput {
        SampleSheet sheet =
                read("\"sample\"\t\"site\"\t\"batch\"\n\"S \"\"1\"\"\"\t\"A\"\tNA\n", wishes().withDefaultBatch("b"));
        assertThat(sheet.rows().get(0).sampleId()).isEqualTo("S \"1\"");
        assertThat(sheet.rows().get(0).batchId()).isEqualTo("b");
    }

    @Test
    void aMissingSubjectIsTheSampleItselfAndIsSaid() throws BadInput {
        SampleSheet sheet = read("sample,site,batch,subject\nS1,A,b,NA\nS2,A,b,P\n");
        assertThat(sheet.rows()).extracting(SampleRow::subject).containsExactly("S1", "P");
        assertThat(sheet.notes()).last().asString().contains("1 of 2 samples name no subject");
    }

    @Test
    void aNamedColumnWinsOverTheGuess() throws BadInput {
        SheetColumns wishes = wishes().with(SheetField.SITE, "source").with(SheetField.LABEL, "class");
        SampleSheet sheet = read("id,site,source,plate,class\nS1,A,B,p,Basal\n", wishes);
        assertThat(sheet.rows().get(0).site()).isEqualTo("B");
        assertThat(sheet.rows().get(0).label()).isEqualTo("Basal");
        assertThat(sheet.taken()).containsEntry(SheetField.BATCH, "plate").containsEntry(SheetField.SITE, "source");
    }

    @Test
    void aLabelIsNeverGuessed() throws BadInput {
        assertThat(read("sample,site,batch,label\nS1,A,b,x\n").rows().get(0).label())
                .isNull();
    }

    @Test
    void aColumnOfTissueTypesIsNoRole() throws BadInput {
        assertThat(read("sample,site,batch,sample_type\nS1,A,b,Primary Tumor\n")
                        .rows()
                        .get(0)
                        .role())
                .isEqualTo(Role.STUDY);
    }

    @Test
    void twoSitesMayHaveTheSameSampleId() throws BadInput {
        assertThat(read("sample,site,batch\nS1,A,b\nS1,B,b\n").rows()).hasSize(2);
    }

    @Test
    void labelsAskForNoBatchAndMayBeMissing() throws BadInput {
        Path file = write("sample,site,subtype\nS1,A,LumA\nS2,A,NA\n");
        assertThat(SheetReader.readLabels(file, wishes().with(SheetField.LABEL, "subtype")))
                .containsExactly(new LabelRow(2, "S1", "A", "LumA"), new LabelRow(3, "S2", "A", null));
    }

    static Stream<Arguments> faults() {
        String head = "sample,site,batch,role,rin,collected_at,preservation,timepoint\n";
        return Stream.of(
                fault("no site", "sample,batch\nS1,b\n", 1, "no column for the site", "give one site"),
                fault("no batch", "sample,site\nS1,A\n", 1, "no column for the batch", "give one batch"),
                fault("no sample", "name,site,batch\nS1,A,b\n", 1, "no column for the sample", "name the column"),
                fault("empty sample", head + ",A,b,,,,,\n", 2, "no sample", "fill the cell"),
                fault("NA batch", head + "S1,A,NA,,,,,\n", 2, "no batch", "fill the cell"),
                fault("slash", head + "S/1,A,b,,,,,\n", 2, "'/'", "another name"),
                fault("too long", head + "x".repeat(201) + ",A,b,,,,,\n", 2, "201 characters", "another name"),
                fault("duplicate", head + "S1,A,b,,,,,\nS1,A,c,,,,,\n", 3, "\"A/S1\": rows 2 and 3", "rename"),
                fault("role", head + "S1,A,b,CONTROL,,,,\n", 2, "\"CONTROL\"", "correct the role"),
                fault("sex", "sample,site,batch,sex\nS1,A,b,2\n", 2, "\"2\"", "leave it empty"),
                fault("RIN", head + "S1,A,b,,11,,,\n", 2, "\"11\"", "leave it empty"),
                fault("date", head + "S1,A,b,,,31.3.2026,,\n", 2, "31.3.2026", "write the date"),
                fault("preservation", head + "S1,A,b,,,,wet,\n", 2, "\"wet\"", "correct the cell"),
                fault("time", head + "S1,A,b,,,,,later\n", 2, "\"later\"", "leave it empty"),
                fault("ragged", head + "S1,A\n", 2, "2 cells", "quote cells"),
                fault("header twice", "sample,site,batch,site\nS1,A,b,A\n", 1, "column 2 again", "rename"),
                fault("header only", "sample,site,batch\n", 1, "no row", "exported"),
                fault("one column", "sample\nS1\n", 1, "one column only", "comma-separated"),
                fault("unclosed quote", "sample,site,batch\n\"S1,A,b\n", 2, "1 cells", "quote"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultNamesItsPlaceWhatWasSeenAndWhatToDo(String name, String text, int row, String seen, String remedy) {
        Fault fault = refused(text, wishes()).faults().get(0);
        assertThat(fault.row()).isEqualTo(row);
        assertThat(fault.seen()).contains(seen);
        assertThat(fault.remedy()).contains(remedy);
    }

    @Test
    void aNamedColumnThatIsNotThereListsThoseThatAre() {
        assertThat(refused("id,lab,run\nS1,A,b\n", wishes().with(SheetField.SUBJECT, "Patient")))
                .hasMessageContaining("no column \"Patient\" for the subject")
                .hasMessageContaining("id, lab, run");
    }

    @Test
    void aLabelColumnHasToBeNamed() {
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> SheetReader.readLabels(write("sample,site,label\nS1,A,x\n"), wishes()));
        assertThat(refused).hasMessageContaining("no column for the label");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin = LabFiles.encoded("sample,site,batch\nS1,Z\u00fcrich,b\n", StandardCharsets.ISO_8859_1);
        Path file = LabFiles.write(directory, "sheet.csv", latin);
        assertThat(catchThrowableOfType(BadInput.class, () -> SheetReader.read(file, wishes())))
                .hasMessageContaining("CSV UTF-8");
    }

    private static Arguments fault(String name, String text, int row, String seen, String remedy) {
        return Arguments.of(name, text, row, seen, remedy);
    }

    private static SheetColumns wishes() {
        return SheetColumns.guessed();
    }

    private SampleSheet read(String text) throws BadInput {
        return read(text, wishes());
    }

    private SampleSheet read(String text, SheetColumns wishes) throws BadInput {
        return SheetReader.read(write(text), wishes);
    }

    private BadInput refused(String text, SheetColumns wishes) {
        return catchThrowableOfType(BadInput.class, () -> read(text, wishes));
    }

    private Path write(String text) {
        return LabFiles.write(directory, "sheet.csv", LabFiles.utf8(text));
    }
}
