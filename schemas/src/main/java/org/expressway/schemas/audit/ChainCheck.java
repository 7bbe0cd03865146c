package org.expressway.schemas.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.expressway.schemas.avro.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * Checks all chains in one pass over their events: each digest, each link, each number, and then whether the chains hold
 * what anchors signed. After a fault a chain is followed from the event as it stands, so that one fault is named once. Holds
 * one head a writer and the digests that the anchors speak of, not the events.
 */
public final class ChainCheck {
    private record Signed(String writer, long sequence) {}

    private final Set<Signed> wanted = new HashSet<>();
    private final Map<Signed, String> found = new HashMap<>();
    private final Map<String, AuditHead> heads = new TreeMap<>();
    private final List<AuditFault> faults = new ArrayList<>();
    private final List<Anchor> anchors;
    private final Map<String, String> anchored = new TreeMap<>();
    private long events;

    /** @param anchors whose signatures hold; what they sign has to be in the chains */
    public ChainCheck(Collection<Anchor> anchors) {
        this.anchors = List.copyOf(anchors);
        for (Anchor anchor : anchors) {
            anchor.heads().forEach(head -> wanted.add(new Signed(head.writer(), head.sequence())));
        }
    }

    /** Takes the next event of the topic. @param key of its record; @param place {@code topic/partition/offset} */
    public void accept(String key, @Nullable AuditEvent event, String place) {
        if (event == null) {
            faults.add(new AuditFault("an event was taken back", key, place, "a record without a value", "an event"));
            return;
        }
        events++;
        AuditHead before = heads.getOrDefault(event.getWriter(), AuditHead.none(event.getWriter()));
        check(key, event, before, place);
        AuditHead head = new AuditHead(
                event.getWriter(),
                Math.max(1, event.getSequence()),
                event.getSha256().isEmpty() ? "none" : event.getSha256());
        heads.put(event.getWriter(), head);
        Signed here = new Signed(head.writer(), head.sequence());
        if (wanted.contains(here)) {
            found.put(here, head.sha256());
        }
        if (event.getKind().equals(AuditKind.ANCHORED.name())) {
            anchored.put(event.getSubject(), where(event));
        }
    }

    /** A record of the topic that is no event. */
    public void undecodable(String place, String why) {
        faults.add(new AuditFault("a record cannot be decoded", "an unknown writer", place, why, "an audit event"));
    }

    private void check(String key, AuditEvent event, AuditHead before, String place) {
        String where = where(event);
        if (event.getForm() != AuditChain.FORM) {
            faults.add(new AuditFault(
                    "an event of a form that this version does not know",
                    where,
                    place,
                    "form " + event.getForm(),
                    "form 1"));
            return;
        }
        compare("the event was changed: its sha256", where, place, event.getSha256(), AuditChain.sha256(event));
        if (event.getSequence() <= before.sequence()) {
            compare("the chain forks: its sequence", where, place, event.getSequence(), before.sequence() + 1);
        } else {
            compare("events are missing: its sequence", where, place, event.getSequence(), before.sequence() + 1);
        }
        compare("the event before it: its previousSha256", where, place, event.getPreviousSha256(), before.sha256());
        compare("a record's key", where, place, key, event.getWriter());
    }

    private void compare(String what, String where, String place, Object seen, Object expected) {
        if (!seen.equals(expected)) {
            faults.add(new AuditFault(what, where, place, shown(seen), shown(expected)));
        }
    }

    private static String shown(Object value) {
        String text = value.toString();
        return text.isEmpty() ? "nothing" : text.replaceAll("\\p{Cntrl}", "\ufffd");
    }

    private static String where(AuditEvent event) {
        return shown(event.getWriter()) + " event " + event.getSequence();
    }

    /** All faults, those of the anchors too; to be asked when all events were taken. */
    public List<AuditFault> faults() {
        List<AuditFault> all = new ArrayList<>(faults);
        Set<String> files = new HashSet<>();
        Set<AuditHead> looked = new HashSet<>();
        for (Anchor anchor : anchors) {
            files.add(anchor.sha256());
            // An end that did not move is signed by many anchors; the first of them names what is wrong with it.
            anchor.heads().stream().filter(looked::add).forEach(head -> checkAnchored(anchor, head, all));
            if (!anchored.containsKey(anchor.sha256())) {
                all.add(new AuditFault(
                        "the chain of anchors does not know it: its end was cut off, or the anchor's transaction failed",
                        "anchor of " + anchor.at(),
                        "",
                        "no event",
                        "an ANCHORED event with subject " + anchor.sha256()));
            }
        }
        anchored.forEach((digest, where) -> {
            if (!files.contains(digest)) {
                all.add(new AuditFault(
                        "the anchor's file is missing from the folder, or was changed",
                        where,
                        "",
                        "no such file",
                        "an anchor with sha256 " + digest));
            }
        });
        return all;
    }

    private void checkAnchored(Anchor anchor, AuditHead signed, List<AuditFault> all) {
        String there = found.get(new Signed(signed.writer(), signed.sequence()));
        AuditHead last = heads.getOrDefault(signed.writer(), AuditHead.none(signed.writer()));
        String where = signed.writer() + " event " + signed.sequence();
        if (there == null) {
            all.add(new AuditFault(
                    "the chain is cut short: the anchor of " + anchor.at() + " signed this event",
                    where,
                    "",
                    "a chain that ends at " + last.sequence(),
                    "event " + signed.sequence() + " with sha256 " + signed.sha256()));
        } else if (!there.equals(signed.sha256())) {
            all.add(new AuditFault(
                    "the chain was written anew: the anchor of " + anchor.at() + " signed another event",
                    where,
                    "",
                    there,
                    signed.sha256()));
        }
    }

    /** Where each chain ends, by writer. */
    public List<AuditHead> heads() {
        return List.copyOf(heads.values());
    }

    public long events() {
        return events;
    }
}
