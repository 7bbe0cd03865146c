package org.expressway.trainer.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What came of all checks; a model passes if it passes each. */
public record Verdict(List<GateCheck> checks) {
    public Verdict {
        checks = List.copyOf(checks);
    }

    public boolean passed() {
        return checks.stream().allMatch(GateCheck::passed);
    }

    public List<GateCheck> failed() {
        return checks.stream().filter(check -> !check.passed()).toList();
    }

    /** With one more. */
    public Verdict and(GateCheck check) {
        List<GateCheck> more = new ArrayList<>(checks);
        more.add(check);
        return new Verdict(more);
    }

    /** What did not pass, or that all did. */
    public String why() {
        return passed()
                ? "passed all %d checks of its protocol".formatted(checks.size())
                : failed().stream().map(GateCheck::toString).collect(Collectors.joining("; "));
    }
}
