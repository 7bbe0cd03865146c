package org.expressway.e2e;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.expressway.infra.local.PlatformFile;

/** The moment at which a kill leaves half a transaction behind. */
final class OpenTransaction {
    private OpenTransaction() {}

    /** Waits until a writer whose transactional id begins so has one open. */
    static void await(PlatformFile platform, String writer) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrap()))) {
            Patience.until("an open transaction of " + writer, () -> ongoing(admin, writer));
        }
    }

    private static boolean ongoing(Admin admin, String writer) throws ExecutionException, InterruptedException {
        return admin.listTransactions().all().get().stream()
                .anyMatch(t -> t.state() == TransactionState.ONGOING
                        && t.transactionalId().startsWith(writer));
    }
}
