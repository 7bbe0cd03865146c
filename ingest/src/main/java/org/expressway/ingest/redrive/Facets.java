package org.expressway.ingest.redrive;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many cases there are of each reason, site, step, state and time, most first (times in their order). Times are hours
 * where all is within two days, else days, in UTC.
 */
public record Facets(Map<String, Map<String, Long>> counts) {
    private static final Duration HOURLY = Duration.ofDays(2);

    public static Facets of(Collection<RejectedCase> cases) {
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        counts.put("reason", counted(cases, c -> c.letter().reason().name()));
        counts.put(
                "site",
                counted(
                        cases,
                        c -> c.letter().site() == null ? "(none)" : c.letter().site()));
        counts.put(
                "step",
                counted(cases, c -> c.letter().service() + "/" + c.letter().step()));
        counts.put("state", counted(cases, c -> c.state().name()));
        counts.put("time", times(cases));
        return new Facets(counts);
    }

    private static Map<String, Long> counted(Collection<RejectedCase> cases, Function<RejectedCase, String> what) {
        Map<String, Long> counts = cases.stream().collect(Collectors.groupingBy(what, Collectors.counting()));
        return ordered(
                counts,
                Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
    }

    private static Map<String, Long> times(Collection<RejectedCase> cases) {
        List<Instant> times =
                cases.stream().map(c -> c.letter().rejectedAt()).sorted().toList();
        boolean hours = !times.isEmpty()
                && Duration.between(times.get(0), times.get(times.size() - 1)).compareTo(HOURLY) < 0;
        Function<Instant, String> unit = hours
                ? time -> time.truncatedTo(ChronoUnit.HOURS).toString()
                : time -> time.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
        Map<String, Long> counts = times.stream().collect(Collectors.groupingBy(unit, Collectors.counting()));
        return ordered(counts, Map.Entry.comparingByKey());
    }

    private static Map<String, Long> ordered(Map<String, Long> counts, Comparator<Map.Entry<String, Long>> order) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        counts.entrySet().stream().sorted(order).forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }
}
