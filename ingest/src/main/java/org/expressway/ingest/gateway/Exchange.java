package org.expressway.ingest.gateway;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.publish.PromptProducer.Unacknowledged;
import org.expressway.schemas.artifact.Sha256;
import org.jspecify.annotations.Nullable;

/** A request to a door, from its token to its answer. */
final class Exchange {
    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    private final GatewaySettings settings;
    private final Bearer bearer;
    private final IdempotencyJournal journal;
    private final Semaphore places;

    Exchange(GatewaySettings settings, IdempotencyJournal journal) {
        this.settings = settings;
        this.bearer = new Bearer(settings.token());
        this.journal = journal;
        this.places = new Semaphore(settings.concurrent());
    }

    void answer(Context request, Route route, Door door) throws BadInput, IOException, Unacknowledged {
        bearer.require(request.header("Authorization"));
        if (!places.tryAcquire()) {
            throw Problem.later(429, "busy", settings.concurrent() + " requests are being worked on", 1)
                    .refusal();
        }
        try {
            RequestBody body = RequestBody.of(request, door.types(), settings.largestBody());
            String id = request.pathParamMap().getOrDefault("id", "");
            String key = request.header(KEY);
            String answer = key == null ? door.enter(body, id) : once(checked(key), route, door, body, id, request);
            request.status(route.success()).contentType(RequestBody.JSON).result(answer);
        } finally {
            places.release();
        }
    }

    private String once(String key, Route route, Door door, RequestBody body, String id, Context request)
            throws BadInput, IOException, Unacknowledged {
        String digest = Sha256.of(route.path() + "\n" + id + "\n" + body.type() + "\n" + body.sha256());
        @Nullable String before = journal.begin(key, digest);
        if (before != null) {
            request.header("Idempotency-Replayed", "true");
            return before;
        }
        try {
            String answer = door.enter(body, id);
            journal.answered(key, digest, answer);
            return answer;
        } finally {
            journal.ended(key);
        }
    }

    private static String checked(String key) {
        boolean visible = key.chars().allMatch(c -> c > ' ' && c < 127);
        if (key.isEmpty() || key.length() > LONGEST_KEY || !visible) {
            throw Problem.of(
                            400,
                            "a bad " + KEY,
                            "expected 1 to " + LONGEST_KEY + " visible ASCII characters, seen " + key.length())
                    .refusal();
        }
        return key;
    }

    /** Why an unexpected end is an answer of its own: the sender must know whether to come back. */
    static Problem problem(Exception fault) {
        if (fault instanceof Problem.Refusal refusal) {
            return refusal.problem();
        }
        if (fault instanceof BadInput bad) {
            return Problem.of(bad);
        }
        return Unavailability.of(fault)
                .orElseGet(() ->
                        Problem.of(500, "a fault of the gateway", "see the gateway's log; sending again is safe"));
    }
}
