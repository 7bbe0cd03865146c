package org.expressway.ingest.gateway;

import io.javalin.http.HandlerType;

/** What the gateway answers to. Its contract, openapi.json, has the same ones; a test compares them. */
enum Route {
    SAMPLES(HandlerType.POST, "/v1/samples", 201),
    CLOSE(HandlerType.POST, "/v1/runs/{id}/close", 200),
    LABELS(HandlerType.POST, "/v1/labels", 201),
    CONTRACT(HandlerType.GET, "/v1/openapi.json", 200),
    HEALTH(HandlerType.GET, "/health", 200);

    private final HandlerType method;
    private final String path;
    private final int success;

    Route(HandlerType method, String path, int success) {
        this.method = method;
        this.path = path;
        this.success = success;
    }

    HandlerType method() {
        return method;
    }

    String path() {
        return path;
    }

    /** HTTP status where all went well. */
    int success() {
        return success;
    }
}
