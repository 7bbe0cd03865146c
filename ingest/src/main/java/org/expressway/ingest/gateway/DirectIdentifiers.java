package org.expressway.ingest.gateway;

import java.util.Locale;
import java.util.Set;

/**
 * Fields that name a person, by their names: they are refused with a reason of their own, before anybody maps them to a
 * field that exists.
 */
final class DirectIdentifiers {
    private static final Set<String> NAMES = Set.of(
            "name",
            "firstname",
            "lastname",
            "surname",
            "givenname",
            "familyname",
            "fullname",
            "patientname",
            "birthdate",
            "dateofbirth",
            "dob",
            "address",
            "street",
            "phone",
            "telephone",
            "email",
            "mrn",
            "medicalrecordnumber",
            "ssn",
            "socialsecuritynumber",
            "insurancenumber",
            "nachname",
            "vorname",
            "geburtsdatum",
            "adresse",
            "telefon",
            "versichertennummer");

    private DirectIdentifiers() {}

    static boolean is(String field) {
        return NAMES.contains(field.toLowerCase(Locale.ROOT).replaceAll("[ _.\\-]", ""));
    }

    /** Reports each field that names a person. */
    static void refuse(JsonFields fields) {
        fields.object().fieldNames().forEachRemaining(name -> {
            if (is(name)) {
                fields.report(
                        name,
                        "a direct identifier",
                        "nothing that names a person; the subject is a pseudonym",
                        "leave the field out");
            }
        });
    }
}
