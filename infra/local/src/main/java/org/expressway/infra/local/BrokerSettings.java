package org.expressway.infra.local;

import static org.expressway.infra.local.LoopbackPorts.HOST;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What a single-node broker on a small machine is told; see RATIONALE.md for the numbers. */
record BrokerSettings(Path dir, int clientPort, int controllerPort) {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String CLIENTS = "CLIENTS";

    static BrokerSettings onFreePorts(Path dir) {
        List<Integer> ports = LoopbackPorts.free(2);
        return new BrokerSettings(dir, ports.get(0), ports.get(1));
    }

    String bootstrapServers() {
        return HOST + ":" + clientPort;
    }

    Properties properties() {
        Properties all = new Properties();
        all.putAll(place());
        all.putAll(singleNode());
        all.putAll(limits());
        all.putAll(smallMachine());
        all.putAll(restart());
        return all;
    }

    private Map<String, String> place() {
        return Map.of(
                "process.roles", "broker,controller",
                "node.id", String.valueOf(NODE_ID),
                "log.dirs", dir.toString(),
                "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort),
                "controller.listener.names", CONTROLLER,
                "inter.broker.listener.name", CLIENTS,
                "listeners",
                        "%s://%s:%d,%s://%s:%d".formatted(CLIENTS, HOST, clientPort, CONTROLLER, HOST, controllerPort),
                "advertised.listeners", "%s://%s:%d".formatted(CLIENTS, HOST, clientPort),
                "listener.security.protocol.map", "%s:PLAINTEXT,%s:PLAINTEXT".formatted(CLIENTS, CONTROLLER));
    }

    private static Map<String, String> singleNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, String> limits() {
        return Map.of(
                "auto.create.topics.enable", "false",
                "message.max.bytes", String.valueOf(4 << 20),
                "transaction.max.timeout.ms", "3600000",
                "transactional.id.expiration.ms", "7200000");
    }

    /** After a kill the controller refuses the broker until the session of its former life has run out: 9 s by default. */
    private static Map<String, String> restart() {
        return Map.of("broker.session.timeout.ms", "4000", "broker.heartbeat.interval.ms", "1000");
    }

    private static Map<String, String> smallMachine() {
        return Map.of(
                "offsets.topic.num.partitions", "8",
                "transaction.state.log.num.partitions", "8",
                "share.coordinator.state.topic.num.partitions", "8",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20),
                "offsets.topic.segment.bytes", String.valueOf(16 << 20),
                "transaction.state.log.segment.bytes", String.valueOf(16 << 20));
    }
}
