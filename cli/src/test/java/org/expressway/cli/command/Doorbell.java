package org.expressway.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform of which only the door is there: it counts who comes to it, and lets nobody in. */
final class Doorbell implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger rung = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);

    Doorbell() throws IOException {
        Thread listening = new Thread(this::listen, "doorbell");
        listening.setDaemon(true);
        listening.start();
    }

    /** Whoever publishes anything has to come to this door, for the broker and for the registry. */
    List<String> options(String artifacts) {
        String address = door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
        return List.of("--bootstrap", address, "--registry", "http://" + address, "--artifacts", artifacts);
    }

    /** Whether anybody comes before a minute is over. */
    boolean ringsAtAll() throws InterruptedException {
        return first.await(1, TimeUnit.MINUTES);
    }

    int rung() {
        return rung.get();
    }

    private void listen() {
        while (!door.isClosed()) {
            try (Socket visitor = door.accept()) {
                rung.incrementAndGet();
                first.countDown();
            } catch (IOException e) {
                // the door was closed, or the visitor left
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
