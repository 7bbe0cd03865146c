package org.expressway.ingest.redrive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.Redrive;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;

/**
 * Letters and markers put together to cases.
 *
 * <pre>
 *   letter (origin X)                        case X, OPEN
 *   marker of X, sent to Y                   case X, REDRIVEN; RESOLVED once the reader is past Y
 *   letter (origin Y)                        case X again, OPEN, one redrive
 * </pre>
 *
 * <p>A letter belongs to a case when a marker says that its record was put there; a letter whose header claims a case that
 * never sent it is a case of its own.
 */
public final class RejectedCases {
    private RejectedCases() {}

    /** Reads both topics to where they end now. Cases come in the order of their first letters. */
    public static List<RejectedCase> read(Endpoints endpoints, Passed passed) {
        List<Letter> letters = new ArrayList<>();
        reader(endpoints).toEnd(read -> {
            DeadLetter letter = read.value();
            if (letter != null) {
                letters.add(Letter.of(read, letter));
            }
        });
        // After the letters: an answer without its letter says nothing wrong, a letter without the marker behind it
        // would.
        List<Redrive> markers = new ArrayList<>();
        new TopicReader<>(endpoints.bootstrapServers(), endpoints.registry(), Topics.REDRIVEN)
                .skippingUndecodable()
                .toEnd(read -> {
                    Redrive marker = read.value();
                    if (marker != null) {
                        markers.add(marker);
                    }
                });
        return of(letters, markers, passed);
    }

    /**
     * The newest letters of cases, whole, one by one in the order of their topic.
     *
     * @return how many there still were
     */
    public static int letters(
            Endpoints endpoints, Collection<RejectedCase> cases, BiConsumer<RejectedCase, DeadLetter> each) {
        Map<Place, RejectedCase> wanted = new HashMap<>();
        cases.forEach(rejected -> wanted.put(rejected.letter().place(), rejected));
        reader(endpoints).toEnd(read -> {
            DeadLetter letter = read.value();
            RejectedCase rejected = wanted.remove(Letter.place(read));
            if (letter != null && rejected != null) {
                each.accept(rejected, letter);
            }
        });
        return cases.size() - wanted.size();
    }

    /** Anybody may write to the topic; what is no letter is none. */
    static TopicReader<DeadLetter> reader(Endpoints endpoints) {
        return new TopicReader<>(endpoints.bootstrapServers(), endpoints.registry(), Topics.REJECTED)
                .skippingUndecodable();
    }

    static List<RejectedCase> of(List<Letter> letters, List<Redrive> markers, Passed passed) {
        Map<Place, String> sent = new HashMap<>();
        Map<String, List<Redrive>> redrives = new HashMap<>();
        for (Redrive marker : markers) {
            sent.put(Place.of(marker.getSentTo()), marker.getId());
            redrives.computeIfAbsent(marker.getId(), id -> new ArrayList<>()).add(marker);
        }
        Map<String, Letter> newest = new LinkedHashMap<>();
        for (Letter letter : letters) {
            String own = letter.origin().toString();
            newest.merge(sent.getOrDefault(letter.origin(), own), letter, (before, after) -> after);
        }
        List<RejectedCase> cases = new ArrayList<>();
        newest.forEach((id, letter) -> cases.add(of(id, letter, redrives.getOrDefault(id, List.of()), passed)));
        return cases;
    }

    private static RejectedCase of(String id, Letter letter, List<Redrive> redrives, Passed passed) {
        return new RejectedCase(id, letter, redrives, state(letter, redrives, passed));
    }

    private static RejectedCase.State state(Letter letter, List<Redrive> redrives, Passed passed) {
        if (redrives.isEmpty()) {
            return RejectedCase.State.OPEN;
        }
        Place last = Place.of(redrives.get(redrives.size() - 1).getSentTo());
        if (letter.origin().equals(last)) {
            return RejectedCase.State.OPEN;
        }
        return passed.passed(last) ? RejectedCase.State.RESOLVED : RejectedCase.State.REDRIVEN;
    }
}
