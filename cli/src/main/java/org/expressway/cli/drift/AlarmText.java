package org.expressway.cli.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.expressway.cli.terminal.Table;

/** An alarm in words: pairs of what and its value, for the terminal and the page. */
final class AlarmText {
    private static final int SHOWN_GENES = 20;

    private AlarmText() {}

    static List<String[]> pairs(AlarmRow row) {
        List<String[]> pairs = new ArrayList<>();
        add(pairs, "alarm", row.id());
        add(pairs, "state", row.state() + (row.acknowledgedBy() == null ? "" : ", " + acknowledged(row)));
        add(pairs, "chart", row.chart() + "  (site/instrument/lineage)");
        add(pairs, "likely cause", row.meaning());
        add(pairs, "raised", row.raisedAt() + ", by sample " + row.raisedBySample() + " of batch " + row.batch());
        if (row.clearedAt() != null) {
            add(pairs, "cleared", row.clearedAt());
        }
        add(pairs, "began about", "sample " + row.firstSample());
        add(pairs, "channel", row.channel().toLowerCase(Locale.ROOT) + (row.controls() ? ", of controls" : ""));
        add(pairs, "statistic", statistic(row));
        add(pairs, "run length", runLength(row));
        add(pairs, "samples", row.samples() + " in this chart");
        add(pairs, "genes", row.movedGenes() + " have moved");
        add(pairs, "training", row.trainingRequested() ? "asked for" : "not asked for");
        add(pairs, "model", row.bundleSha256());
        return pairs;
    }

    static String of(AlarmRow row) {
        StringBuilder text = new StringBuilder();
        pairs(row).forEach(pair -> text.append(String.format("%-13s %s%n", pair[0], pair[1])));
        row.evidence().forEach(line -> text.append(String.format("%-13s %s%n", "evidence", line)));
        if (!row.genes().isEmpty()) {
            Table table = new Table("gene", "symbol", "shift (sd)", "FDR");
            row.genes().stream()
                    .limit(SHOWN_GENES)
                    .forEach(g -> table.row(
                            g.gene(), g.symbol(), number("%+.2f", g.shift()), number("%.2g", g.falseDiscoveryRate())));
            text.append('\n').append(table);
        }
        if (!row.pathways().isEmpty()) {
            Table table = new Table("pathway", "moved", "of", "FDR");
            row.pathways()
                    .forEach(p -> table.row(p.pathway(), p.hits(), p.genes(), number("%.2g", p.falseDiscoveryRate())));
            text.append('\n').append(table);
        }
        return text.toString();
    }

    private static String acknowledged(AlarmRow row) {
        return "by " + row.acknowledgedBy() + ": " + row.why();
    }

    /** The labels' martingale is held against the run length itself, the channels of samples by how strange they are in control. */
    private static String statistic(AlarmRow row) {
        return row.channel().equals("LABELS")
                ? String.format(Locale.ROOT, "%.3g, alarm at %.0f", row.statistic(), row.targetRunLength())
                : String.format(
                        Locale.ROOT,
                        "%.3g; so strange in control: %.2g of samples, alarm at %.2g",
                        row.statistic(),
                        row.tail(),
                        row.threshold());
    }

    private static String runLength(AlarmRow row) {
        Double achieved = row.achievedRunLength();
        return String.format(
                Locale.ROOT,
                "%.0f samples to a false alarm asked for, %s",
                row.targetRunLength(),
                achieved == null ? "not measured" : number("%.0f measured on held-out subjects", achieved));
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static void add(List<String[]> pairs, String what, String value) {
        pairs.add(new String[] {what, value});
    }
}
