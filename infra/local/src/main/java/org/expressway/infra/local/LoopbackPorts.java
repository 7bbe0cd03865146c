package org.expressway.infra.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback interface, for parts that must be told their port before they bind it.
 *
 * <p>They come from below the range the system gives to outgoing connections (32768 and up on Linux): a port the system had chosen could be taken by
 * any connection in the moment between our look and the part's own bind.
 */
final class LoopbackPorts {
    static final String HOST = "127.0.0.1";

    private static final byte[] ADDRESS = {127, 0, 0, 1};
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 2_000;

    private LoopbackPorts() {}

    /** Returns {@code count} different ports that nothing listens on at this moment. */
    static List<Integer> free(int count) {
        Set<Integer> found = new HashSet<>();
        for (int tried = 0; tried < TRIES && found.size() < count; tried++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new PlatformException(
                    "found %d free ports of %s between %d and %d, needed %d; end what holds them and start again"
                            .formatted(found.size(), HOST, LOWEST, HIGHEST, count));
        }
        return List.copyOf(found);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
