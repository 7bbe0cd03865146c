package org.expressway.infra.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another class's {@code main} in a JVM that ends with its parent, whatever ended the parent.
 *
 * <p>The parent holds the writing end of this process's standard input and never writes to it. When the parent ends, even by kill -9 or a native
 * crash that skips shutdown hooks, the system closes the pipe, and the watching thread reads the end of the stream. It uses {@code java.*} alone, so
 * that its own code is all that has to stand on the child's class path.
 */
public final class ParentWatch {
    private ParentWatch() {}

    /** {@code args}: the class to run, then its own arguments. */
    public static void main(String[] args) throws Throwable {
        if (args.length == 0) {
            throw new IllegalArgumentException("no arguments, expected the name of the class to run and its arguments");
        }
        haltAtEndOf(System.in);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void haltAtEndOf(InputStream parent) {
        Thread watch = new Thread(() -> drainThenHalt(parent), "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void drainThenHalt(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // A broken pipe says the same as its end.
        }
        Runtime.getRuntime().halt(0);
    }
}
