package org.expressway.ingest.sheet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a column of a sample sheet can say, and the headers it is known by, the most telling first: where a sheet has
 * several of them, the first in this list is taken. Case, spaces, dots, '_' and '-' do not matter.
 */
public enum SheetField {
    SAMPLE("sample", "sampleid", "id", "samplename"),
    SITE("site", "siteid", "lab", "laboratory", "hospital", "hospitaltss", "center", "centre"),
    BATCH("batch", "batchid", "run", "runid", "flowcell", "flowcellid", "fcid", "plate", "lot"),
    SUBJECT("subject", "subjectid", "patient", "patientid", "donor", "donorid", "patientenid"),
    SEX("sex", "gender", "declaredsex"),
    ROLE("role", "samplerole", "sampletype"),
    MATERIAL("controlmaterial", "material"),
    EXPERIMENT("experiment", "experimentid"),
    TIME("timepoint", "time", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks"),
    INSTRUMENT("instrument", "instrumentid", "sequencer"),
    LINEAGE("lineage"),
    COLLECTED_AT("collectedat", "collectiondate", "datecollected"),
    /** When the specimen arrived, not when its record was made. */
    RECEIVED_AT("receivedat", "datereceived", "receiveddate", "specimenreceivedat"),
    SPECIMEN_TYPE("specimentype", "specimen", "tissuetype"),
    PRESERVATION("preservation", "preservationmethod", "fixation"),
    TUMOUR_FRACTION("tumourfraction", "tumorfraction", "tumourpurity", "tumorpurity"),
    RIN("rin", "rine"),
    DV200("dv200"),
    EXTRACTION_LOT("extractionlot"),
    /** Taken only where a column is named: a wrong guess here would teach a model nonsense. */
    LABEL();

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> headers;

    SheetField(String... headers) {
        this.headers = List.of(headers);
    }

    /** The field of a name as a person writes it, {@code tumour-fraction} for example. */
    public static Optional<SheetField> named(String name) {
        String plain = plain(name);
        return Arrays.stream(values())
                .filter(field -> plain(field.name()).equals(plain))
                .findFirst();
    }

    /** Known headers, in their {@link #plain} form. */
    List<String> headers() {
        return headers;
    }

    /** A header with case and punctuation taken off. */
    static String plain(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[ _.\\-]", "");
    }

    /** The name in a sentence. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
