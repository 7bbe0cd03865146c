package org.expressway.trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Notices the end of the process that started this one: the pipe it held to our standard input closes, however it ended. */
final class ParentWatch {
    private ParentWatch() {}

    /** Runs {@code ended} once {@code in} has come to its end. */
    static void start(InputStream in, Runnable ended) {
        Thread watch = new Thread(
                () -> {
                    drain(in);
                    ended.run();
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe is an end like any other.
        }
    }
}
