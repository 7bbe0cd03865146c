package org.expressway.cli.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ModelService;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/** What the scorer last said of each release. */
public record InService(Map<String, ModelService> byKey) {
    static InService read(TopicReader<ModelService> topic) {
        Map<String, ModelService> byKey = new HashMap<>();
        topic.skippingUndecodable().toEnd(read -> {
            byKey.remove(read.key());
            if (read.value() != null) {
                byKey.put(read.key(), read.value());
            }
        });
        return new InService(byKey);
    }

    public static InService read(PlatformOptions platform) {
        return read(platform.reader(Topics.SERVICE));
    }

    public static InService read(String bootstrap, SchemaRegistry registry) {
        return read(new TopicReader<>(bootstrap, registry, Topics.SERVICE));
    }

    /** What it said of this one; null where it has not taken it up yet. */
    public @Nullable ModelService of(ModelRelease release) {
        ModelService said =
                byKey.get(ReleaseBoard.key(release.getModel(), release.getReferenceId(), release.getAlias()));
        return said != null && said.getReleasedSha256().equals(release.getBundleSha256()) ? said : null;
    }

    /** Releases that it refuses. */
    public List<ModelService> refused() {
        return byKey.values().stream().filter(each -> each.getRefused() != null).toList();
    }
}
