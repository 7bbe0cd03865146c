package org.expressway.ingest.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;

/**
 * Why a request is refused, as RFC 9457 problem details.
 *
 * @param faults what is wrong with the body, as a file's faults are told; empty where the body is not the reason
 * @param retryAfter seconds until trying again makes sense; 0 where it never does unchanged
 */
record Problem(int status, String title, String detail, List<Fault> faults, int retryAfter) {
    static final String CONTENT_TYPE = "application/problem+json";

    Problem {
        faults = List.copyOf(faults);
    }

    static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, List.of(), 0);
    }

    static Problem later(int status, String title, String detail, int seconds) {
        return new Problem(status, title, detail, List.of(), seconds);
    }

    static Problem of(BadInput bad) {
        int count = bad.faults().size();
        return new Problem(
                422,
                "the content cannot be used",
                (count == 1 ? "1 fault" : count + " faults") + "; nothing of this request was used",
                bad.faults(),
                0);
    }

    Refusal refusal() {
        return new Refusal(this);
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (!faults.isEmpty()) {
            ArrayNode list = json.putArray("faults");
            faults.forEach(fault -> list.addObject()
                    .put("row", fault.row())
                    .put("field", fault.columnName())
                    .put("seen", fault.seen())
                    .put("expected", fault.expected())
                    .put("remedy", fault.remedy()));
        }
        return json.toString();
    }

    /** Carries a problem out of wherever it was found. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        private Refusal(Problem problem) {
            super(problem.title(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
