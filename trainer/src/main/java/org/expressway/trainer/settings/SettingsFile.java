package org.expressway.trainer.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A YAML document of settings, as nodes. Nothing is constructed from it, so no tag can name a class; size, depth and
 * aliases are bounded.
 */
public record SettingsFile(String name, MappingNode root) {
    private static final int MOST_BYTES = 1 << 20;

    /**
     * @throws InvalidSettings when it is no YAML, not one mapping, or longer than a megabyte
     * @throws IOException when it cannot be read
     */
    public static SettingsFile read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw refused(file.toString(), 1, "more than a megabyte", "a few lines of settings");
        }
        return of(file.toString(), bytes);
    }

    static SettingsFile of(String name, byte[] yaml) {
        try {
            Optional<Node> root = new Compose(limits(name)).composeInputStream(new ByteArrayInputStream(yaml));
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return new SettingsFile(name, mapping);
            }
            throw refused(
                    name,
                    1,
                    root.map(node -> "a " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT))
                            .orElse("nothing"),
                    "lines of `name: value`");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw refused(name, line, String.valueOf(e.getProblem()), "YAML");
        } catch (YamlEngineException e) {
            throw refused(name, 1, String.valueOf(e.getMessage()), "YAML");
        }
    }

    private static LoadSettings limits(String name) {
        return LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MOST_BYTES)
                .setMaxAliasesForCollections(0)
                .setAllowRecursiveKeys(false)
                .build();
    }

    private static InvalidSettings refused(String name, int line, String seen, String expected) {
        return new InvalidSettings(name, List.of(new Fault(line, seen, expected)));
    }
}
