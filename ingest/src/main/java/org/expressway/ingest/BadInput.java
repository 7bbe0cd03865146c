package org.expressway.ingest;

import java.util.List;

/**
 * A file that cannot be used, with every fault found in it (at most {@link Faults#SHOWN} are kept). Whoever throws it
 * has used nothing of the file.
 */
public final class BadInput extends Exception {
    private final transient List<Fault> faults;

    public BadInput(List<Fault> faults, boolean more) {
        super(render(faults, more));
        this.faults = List.copyOf(faults);
    }

    public BadInput(Fault fault) {
        this(List.of(fault), false);
    }

    public List<Fault> faults() {
        return faults;
    }

    private static String render(List<Fault> faults, boolean more) {
        StringBuilder text = new StringBuilder();
        for (Fault fault : faults) {
            text.append(fault.text()).append('\n');
        }
        String count = faults.size() == 1 ? "1 fault" : faults.size() + " faults";
        String rest = more ? "; reading stopped there, more may follow" : "";
        return text + "(" + count + rest + "; nothing of this input was used)";
    }
}
