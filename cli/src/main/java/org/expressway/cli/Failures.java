package org.expressway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.expressway.infra.local.PlatformException;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.pseudonym.PseudonymKeyMissing;
import org.expressway.schemas.wire.RegistryUnavailable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one message for a person and one exit code for a program. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("expressway: " + message(fault));
        if (System.getenv("EXPRESSWAY_TRACE") != null) {
            fault.printStackTrace(err);
        }
        err.flush();
        return code(fault);
    }

    static int code(Throwable fault) {
        if (fault instanceof BadInput || fault instanceof IllegalArgumentException) {
            return ExitCode.BAD_DATA;
        }
        if (fault instanceof PseudonymKeyMissing) {
            return ExitCode.USAGE;
        }
        if (fault instanceof UnreachablePlatform
                || fault instanceof RegistryUnavailable
                || fault instanceof TimeoutException
                || fault instanceof RetriableException) {
            return ExitCode.UNREACHABLE;
        }
        if (fault instanceof AccessDeniedException) {
            return ExitCode.NOT_ALLOWED;
        }
        return ExitCode.FAILURE;
    }

    private static String message(Throwable fault) {
        String text = fault.getMessage();
        if (fault instanceof BadInput
                || fault instanceof UnreachablePlatform
                || fault instanceof PlatformException
                || fault instanceof PseudonymKeyMissing
                || fault instanceof IllegalArgumentException) {
            return String.valueOf(text);
        }
        if (code(fault) == ExitCode.UNREACHABLE) {
            return text + "; is the platform up? `expressway status` tells";
        }
        String kind = fault instanceof IOException ? "" : fault.getClass().getSimpleName() + ": ";
        return kind + text + " (set EXPRESSWAY_TRACE=1 for the details)";
    }
}
