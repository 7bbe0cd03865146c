package org.expressway.stream.admit;

import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.RejectionReason;

/**
 * No text of a sample is longer than any that means something. Its names travel on into the corrected record and the
 * prediction, which have a bound of their own: a megabyte of text would pass here and stop the job at the sink.
 */
final class FieldLengths {
    private static final int LONGEST = 4_096;

    private FieldLengths() {}

    static void check(ExpressionSample sample) throws Refused {
        check(sample, "");
    }

    private static void check(IndexedRecord record, String within) throws Refused {
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value instanceof CharSequence text && text.length() > LONGEST) {
                throw new Refused(
                        "decode",
                        RejectionReason.INVALID_FIELD,
                        within + field.name() + ": expected at most " + LONGEST + " characters, seen " + text.length()
                                + "; shorten it at the source");
            }
            if (value instanceof IndexedRecord inner) {
                check(inner, within + field.name() + ".");
            }
        }
    }
}
