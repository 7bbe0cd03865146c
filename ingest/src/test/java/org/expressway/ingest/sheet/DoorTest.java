package org.expressway.ingest.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.pseudonym.PseudonymKey;
import org.expressway.ingest.pseudonym.PseudonymKeyMissing;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
    private static final Pseudonyms KEYED = Pseudonyms.under(PseudonymKey.ofHex("5e".repeat(32)));

    @TempDir
    private Path directory;

    @Test
    void subjectsArePseudonymsBehindTheDoorAndNoCellIsKept() throws BadInput {
        SampleSheet sheet = read("sample,site,batch,patient\nS1,A,b,P1\nS2,A,b,P1\n", wishes(), KEYED);
        assertThat(sheet.rows()).extracting(SampleRow::subject).containsOnly(KEYED.of("P1"));
        assertThat(sheet.rows()).allSatisfy(row -> assertThat(row.cells()).isEmpty());
        assertThat(sheet.toString()).doesNotContain("P1,").doesNotContain("=P1");
    }

    @Test
    void withoutAKeySubjectsAreRefusedAndNoneIsQuoted() {
        assertThatThrownBy(() -> read("sample,site,batch,patient\nS1,A,b,P1\n", wishes(), Pseudonyms.REFUSED))
                .isInstanceOf(PseudonymKeyMissing.class)
                .hasMessageContaining("sheet.csv, column patient")
                .hasMessageContaining("--pseudonym-key")
                .hasMessageNotContaining("P1");
    }

    @Test
    void aSheetWithoutSubjectsNeedsNoKey() throws BadInput {
        assertThat(read("sample,site,batch,patient\nS1,A,b,\n", wishes(), Pseudonyms.REFUSED)
                        .rows())
                .extracting(SampleRow::subject)
                .containsExactly("S1");
    }

    @Test
    void idsThatArePseudonymsStay() throws BadInput {
        assertThat(read("sample,site,batch,patient\nS1,A,b,P1\n", wishes(), Pseudonyms.ALREADY)
                        .rows())
                .extracting(SampleRow::subject)
                .containsExactly("P1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name",
                "First Name",
                "last_name",
                "patient.name",
                "Surname",
                "DOB",
                "Date of Birth",
                "birth-date",
                "MRN",
                "Medical Record No.",
                "Address",
                "Phone 2",
                "e-mail",
                "SSN",
                "Social Security Number",
                "Insurance No",
                "Vorname",
                "Nachname",
                "PatientenName",
                "Geburtsdatum",
                "Geb.-Datum",
                "Stra\u00dfe",
                "Anschrift",
                "Telefon-Nr.",
                "Handynummer",
                "E-Mail-Adresse",
                "Versichertennummer",
                "KVNR",
                "Sozialversicherungsnummer",
                "M\u00e4dchenname",
                "Ma\u0308dchenname",
                "Maedchenname"
            })
    void aColumnThatNamesPersonsRefusesTheSheetThoughNobodyAskedForIt(String header) {
        String sheet = "sample,site,batch," + header + ",grade\nS1,A,b,x,II\n";
        BadInput refused = catchThrowableOfType(BadInput.class, () -> read(sheet, wishes(), Pseudonyms.ALREADY));
        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.row()).isEqualTo(1);
            assertThat(fault.seen()).isEqualTo("columns that name persons: " + header + " (column 4)");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sample_name",
                "Patient ID",
                "filename",
                "gene name",
                "Run Name",
                "hospital",
                "age",
                "stage",
                "site_address_code",
                "telomere",
                "mailbox_lot",
                "address_space"
            })
    void otherColumnsPass(String header) {
        assertThat(DirectIdentifiers.isOne(header)).isFalse();
    }

    @Test
    void allOfThemAreNamedBesideTheOtherFaults() {
        BadInput refused = catchThrowableOfType(
                BadInput.class,
                () -> read("sample,Vorname,batch,DOB\nS/1,x,b,y\n", wishes().withDefaultSite("A"), KEYED));
        assertThat(refused)
                .hasMessageContaining("Vorname (column 2), DOB (column 4)")
                .hasMessageContaining("'/'");
    }

    @Test
    void aRecordNumberMayBeTheSubjectWhereAKeyHidesIt() throws BadInput {
        String sheet = "sample,site,batch,MRN\nS1,A,b,4711\n";
        SheetColumns wishes = wishes().with(SheetField.SUBJECT, "MRN");
        assertThat(read(sheet, wishes, KEYED).rows().get(0).subject()).isEqualTo(KEYED.of("4711"));
        assertThat(catchThrowableOfType(BadInput.class, () -> read(sheet, wishes, Pseudonyms.ALREADY)))
                .hasMessageContaining("MRN (column 4)");
    }

    @Test
    void labelsComeThroughTheSameDoor() {
        Path file = write("sample,site,subtype,Nachname\nS1,A,LumA,x\n");
        assertThat(catchThrowableOfType(
                        BadInput.class, () -> SheetReader.readLabels(file, wishes().with(SheetField.LABEL, "subtype"))))
                .hasMessageContaining("Nachname (column 4)");
    }

    private static SheetColumns wishes() {
        return SheetColumns.guessed();
    }

    private SampleSheet read(String text, SheetColumns wishes, Pseudonyms pseudonyms) throws BadInput {
        return SheetReader.read(write(text), wishes, pseudonyms);
    }

    private Path write(String text) {
        return LabFiles.write(directory, "sheet.csv", LabFiles.utf8(text));
    }
}
