package org.expressway.ingest.sheet;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Columns that name a person, known by their headers in English and German. They follow the identifiers that HIPAA's safe
 * harbour removes (45 CFR 164.514(b)(2)(i)) as far as they stand in sheets: names, dates of birth, addresses, telephone and
 * fax numbers, e-mail, record, insurance and social security numbers. Case, spaces and punctuation, accents, umlauts in
 * either spelling, a leading "patient" and the like, and a number at the end do not matter. Cells are not looked at: what is
 * a name cannot be told from what is a word.
 */
public final class DirectIdentifiers {
    private static final Pattern WHOSE = Pattern.compile(
            "^(patienten|patientinnen|patients?|pat|subjects?|donors?|spender|participants?|probanden|probands?|persons?"
                    + "|mothers?|fathers?|mutter|vater)(?=.)");
    private static final Set<String> NAMES = Set.of(
            // names
            "name",
            "names",
            "fullname",
            "firstname",
            "givenname",
            "forename",
            "middlename",
            "lastname",
            "familyname",
            "surname",
            "maidenname",
            "birthname",
            "initials",
            "vorname",
            "vornamen",
            "nachname",
            "familienname",
            "zuname",
            "geburtsname",
            "maedchenname",
            "initialen",
            "nameofpatient",
            "namedespatienten",
            // born
            "dob",
            "dateofbirth",
            "birthdate",
            "birthday",
            "birthdatum",
            "geburtsdatum",
            "geburtstag",
            "gebdatum",
            "gebdat",
            "geb",
            // where to find
            "address",
            "streetaddress",
            "homeaddress",
            "postaladdress",
            "street",
            "streetname",
            "housenumber",
            "zip",
            "zipcode",
            "postcode",
            "postalcode",
            "adresse",
            "anschrift",
            "strasse",
            "hausnummer",
            "hausnr",
            "plz",
            "postleitzahl",
            "wohnort",
            "wohnadresse",
            // how to reach
            "phone",
            "phonenumber",
            "phoneno",
            "telephone",
            "telephonenumber",
            "mobile",
            "mobilephone",
            "mobilenumber",
            "cellphone",
            "fax",
            "faxnumber",
            "email",
            "emailaddress",
            "mail",
            "mailaddress",
            "telefon",
            "telefonnummer",
            "telefonnr",
            "tel",
            "telnr",
            "handy",
            "handynummer",
            "handynr",
            "mobilnummer",
            "mobiltelefon",
            "faxnummer",
            "emailadresse",
            // numbers of a person
            "mrn",
            "medicalrecord",
            "medicalrecordnumber",
            "medicalrecordno",
            "hospitalnumber",
            "hospitalid",
            "chartnumber",
            "nhsnumber",
            "nhsno",
            "ssn",
            "socialsecurity",
            "socialsecuritynumber",
            "socialsecurityno",
            "insurance",
            "insurancenumber",
            "insuranceno",
            "insuranceid",
            "healthinsurancenumber",
            "healthplannumber",
            "medicareid",
            "medicarenumber",
            "passport",
            "passportnumber",
            "nationalid",
            "driverslicense",
            "driverslicence",
            "krankenaktennummer",
            "fallnummer",
            "fallnr",
            "aufnahmenummer",
            "versicherungsnummer",
            "versicherungsnr",
            "versichertennummer",
            "versichertennr",
            "versichertenid",
            "krankenversicherungsnummer",
            "krankenkassennummer",
            "kvnr",
            "sozialversicherungsnummer",
            "svnr",
            "svnummer",
            "ahvnummer",
            "ahvnr",
            "rentenversicherungsnummer",
            "ausweisnummer",
            "personalausweisnummer",
            "passnummer",
            "steuerid");

    private DirectIdentifiers() {}

    /** Whether a column of this header names persons. */
    public static boolean isOne(String header) {
        String plain = plain(header);
        return NAMES.contains(plain) || NAMES.contains(WHOSE.matcher(plain).replaceFirst(""));
    }

    /** Those of the headers that name persons, in their order. */
    public static List<String> in(List<String> headers) {
        List<String> found = new ArrayList<>(headers);
        found.removeIf(header -> !isOne(header));
        return found;
    }

    private static String plain(String header) {
        String spelled = Normalizer.normalize(header, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace("\u00e4", "ae")
                .replace("\u00f6", "oe")
                .replace("\u00fc", "ue")
                .replace("\u00df", "ss");
        return Normalizer.normalize(spelled, Normalizer.Form.NFKD)
                .replaceAll("[^a-z0-9]", "")
                .replaceAll("[0-9]+$", "");
    }
}
