package org.expressway.cli.command;

import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.CellPredictions;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code expressway cells}. */
@Command(
        name = "cells",
        mixinStandardHelpOptions = true,
        description = {
            "Single cells by barcode: call, probability and quality of each cell of a capture, and the shares of classes.",
            "Without a capture, one line a capture. A cell that failed a quality check is listed, without a call."
        },
        footer = {
            "",
            "Example:",
            "  expressway publish --cells --matrix filtered_feature_bc_matrix.h5 --site LYON --capture C1",
            "  expressway cells LYON/C1 --json > cells.jsonl"
        })
public final class CellsCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Parameters(paramLabel = "SITE/CAPTURE", arity = "0..1", description = "One capture, cell by cell.")
    private @Nullable String capture;

    @Option(names = "--json", description = "One JSON object a line: a cell, or without a capture a capture.")
    private boolean json;

    @Override
    public Integer call() {
        if (capture != null) {
            Keys.id(capture);
        }
        ScoredCaptures captures = new ScoredCaptures(key -> capture == null || capture.equals(key));
        platform.reader(Topics.CELL_PREDICTION).toEnd(read -> {
            CellPredictions predictions = read.value();
            if (predictions != null) {
                captures.accept(predictions);
            }
        });
        if (capture != null && captures.isEmpty()) {
            throw new IllegalArgumentException(
                    "no cell of capture " + capture
                            + " has been scored; `expressway cells` lists those that have, `expressway rejected` what was refused");
        }
        captures.all().forEach(this::print);
        return ExitCode.OK;
    }

    private void print(ScoredCapture found) {
        if (capture != null && !json) {
            System.out.println(CellRow.HEADER);
        }
        if (capture != null) {
            found.slices().forEach(slice -> CellRow.each(slice, this::print));
        }
        if (capture == null || !json) {
            System.out.println(
                    json ? Json.line(found.summary()) : found.summary().text());
        }
    }

    private void print(CellRow row) {
        System.out.println(json ? Json.line(row) : row.text());
    }
}
