package org.expressway.scorer.drift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.DriftReferenceFormat;
import org.expressway.analysis.drift.Pathways;
import org.expressway.analysis.drift.Profile;
import org.expressway.analysis.drift.ShiftedGene;
import org.expressway.schemas.avro.DriftGene;
import org.expressway.schemas.avro.DriftPathway;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SubtypeProbability;

/**
 * What a bundle knows of drift.
 *
 * @param classes in the order of the model's outputs
 * @param geneIds in the panel's order; empty where the bundle names none
 * @param geneSets names of gene sets, with their genes' ids
 */
public record DriftCharts(
        String bundleSha256,
        String model,
        List<String> classes,
        DriftReference reference,
        List<String> geneIds,
        List<String> geneSymbols,
        Map<String, Set<String>> geneSets) {

    /**
     * Reads a bundle's part.
     *
     * @param axes of the bundle's latent space, 0 where it has none
     * @return empty for a bundle without one
     * @throws IllegalArgumentException when it is damaged or does not fit the bundle
     */
    public static Optional<DriftCharts> of(String bundleSha256, ModelBundle bundle, int axes) {
        if (bundle.getDrift() == null) {
            return Optional.empty();
        }
        byte[] bytes = new byte[bundle.getDrift().remaining()];
        bundle.getDrift().duplicate().get(bytes);
        DriftReference reference = DriftReferenceFormat.read(bytes);
        if (reference.genes() != bundle.getImputation().size()) {
            throw new IllegalArgumentException("its drift part is of " + reference.genes() + " genes, expected "
                    + bundle.getImputation().size());
        }
        if (reference.latentAxes() > axes) {
            throw new IllegalArgumentException("its drift part looks at %d axes of a latent space that has %d"
                    .formatted(reference.latentAxes(), axes));
        }
        return Optional.of(new DriftCharts(
                bundleSha256,
                bundle.getModel(),
                bundle.getClasses(),
                reference,
                bundle.getGeneIds(),
                bundle.getGeneSymbols(),
                sets(bundle)));
    }

    private static Map<String, Set<String>> sets(ModelBundle bundle) {
        List<String> ids = bundle.getGeneIds();
        Map<String, Set<String>> sets = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            bundle.getGeneSets()
                    .forEach(set -> sets.put(
                            set.getName(), set.getGenes().stream().map(ids::get).collect(Collectors.toSet())));
        }
        return sets;
    }

    /**
     * @param normalised log2 before correction
     * @param latent where its corrected values lie in the bundle's latent space
     */
    Profile profile(float[] normalised, double[] latent, Prediction prediction) {
        double[] p = new double[classes.size()];
        for (SubtypeProbability each : prediction.getRanked()) {
            int c = classes.indexOf(each.getSubtype());
            if (c < 0) {
                throw new IllegalArgumentException(
                        "a prediction of class " + each.getSubtype() + ", expected one of " + classes);
            }
            p[c] = each.getProbability();
        }
        List<String> set = prediction.getConformalSet();
        return new Profile(normalised, latent, p, set != null && set.size() > 1);
    }

    List<DriftGene> named(List<ShiftedGene> genes) {
        List<DriftGene> named = new ArrayList<>();
        for (ShiftedGene each : genes) {
            String id = id(each.gene());
            String symbol = each.gene() < geneSymbols.size() ? geneSymbols.get(each.gene()) : id;
            named.add(new DriftGene(id, symbol, each.shift(), each.falseDiscoveryRate()));
        }
        return named;
    }

    List<DriftPathway> pathways(List<ShiftedGene> genes) {
        if (geneSets.isEmpty() || genes.isEmpty()) {
            return List.of();
        }
        Set<String> moved = genes.stream().map(each -> id(each.gene())).collect(Collectors.toSet());
        return Pathways.of(moved, new HashSet<>(geneIds), geneSets).stream()
                .map(one -> new DriftPathway(one.name(), one.hits(), one.size(), one.falseDiscoveryRate()))
                .toList();
    }

    private String id(int gene) {
        return gene < geneIds.size() ? geneIds.get(gene) : "gene " + (gene + 1);
    }
}
