package org.expressway.infra.local;

import java.nio.file.Path;

/** A process that holds a registry until it is killed, and prints the registry's process id. */
final class RegistryParent {
    private RegistryParent() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        Path dir = Path.of(args[0]);
        try (LocalRegistry registry = LocalRegistry.start(dir, dir)) {
            System.out.println(registry.pid());
            Thread.currentThread().join();
        }
    }
}
