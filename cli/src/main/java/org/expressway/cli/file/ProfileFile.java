package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.ingest.publish.PanelAlignment;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.Panel;

/**
 * A reference profile as the artifact store keeps it, and a file's genes brought to its panel. The profile knows its
 * panel by id only: the genes are the file's own where they are that panel, else they are looked up in the store that
 * the profile lies in.
 */
record ProfileFile(ReferenceProfile profile, PanelAlignment alignment) {
    static ProfileFile read(Path file, List<String> genes) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": no such file; a reference profile lies in the artifact store"
                    + " as the file of its id, DATA_DIR/artifacts/ab/abcd…");
        }
        ReferenceProfile profile = ReferenceFormat.read(Files.readAllBytes(file));
        return new ProfileFile(profile, PanelAlignment.of(panel(file, profile.panelId(), genes), genes));
    }

    private static Panel panel(Path file, String id, List<String> genes) throws IOException {
        Panel own = new Panel(genes);
        if (own.id().equals(id)) {
            return own;
        }
        Path folder = file.toAbsolutePath().getParent();
        Path root = folder == null ? null : folder.getParent();
        if (root == null || !new DirectoryArtifactStore(root).has(id)) {
            throw new IllegalArgumentException("the genes of the matrix are not the panel " + id + " of the reference "
                    + file + ", and that panel is not beside it; name the profile where it lies in its artifact store,"
                    + " or give a matrix of exactly that panel's genes in their order");
        }
        return Panel.load(new DirectoryArtifactStore(root), id);
    }
}
