package org.expressway.cli.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.schemas.audit.AuditFault;

/** What a verification has looked at, by name, what it found wrong, and what somebody should know all the same. */
final class Findings {
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<AuditFault> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void count(String what) {
        add(what, 1);
    }

    void add(String what, long n) {
        counts.merge(what, n, Long::sum);
    }

    void fault(AuditFault fault) {
        faults.add(fault);
    }

    void note(String note) {
        notes.add(note);
    }

    Map<String, Long> counts() {
        return counts;
    }

    List<AuditFault> faults() {
        return faults;
    }

    List<String> notes() {
        return notes;
    }
}
