package org.expressway.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of the design: which module may know what. */
class ArchitectureTest {
    private static final String HOME = "org.expressway";
    private static final String GENERATED = HOME + ".schemas.avro";
    /** The relocated Confluent client lies in a jar, and in packages, of Flink's. */
    private static final String CONFLUENT = "org.apache.flink.avro.registry.confluent.shaded..";

    private static final Map<String, String> PACKAGE_OF_MODULE = Map.of(
            "schemas", HOME + ".schemas..",
            "analysis", HOME + ".analysis..",
            "ingest", HOME + ".ingest..",
            "stream-processors", HOME + ".stream..",
            "trainer", HOME + ".trainer..",
            "scorer", HOME + ".scorer..",
            "infra/local", HOME + ".infra.local..",
            "cli", HOME + ".cli..");

    private static final JavaClasses MAIN = mainClasses();

    /** All main classes, those of the trainer too, which are not on this class path. */
    private static JavaClasses mainClasses() {
        Set<Location> locations = new HashSet<>();
        for (String module : PACKAGE_OF_MODULE.keySet()) {
            Path compiled = Project.root().resolve(module).resolve("target/classes");
            assertThat(compiled).as("run `mvn verify`").isDirectory();
            locations.add(Location.of(compiled));
        }
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importLocations(locations);
    }

    @Test
    void everyModuleHasClassesHere() {
        PACKAGE_OF_MODULE.forEach((module, there) ->
                assertThat(MAIN.that(resideInAPackage(there))).as(module).isNotEmpty());
    }

    @Test
    void schemasDependOnNoOtherModule() {
        onlyKnows(PACKAGE_OF_MODULE.get("schemas"));
    }

    @Test
    void theScienceKnowsJavaAlone() {
        classes()
                .that(resideInAPackage(HOME + ".analysis.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(HOME + ".analysis..", "java..", "org.jspecify.annotations"))
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "stream-processors", "trainer", "scorer"})
    void servicesMeetOnlyInTopics(String service) {
        onlyKnows(PACKAGE_OF_MODULE.get(service), PACKAGE_OF_MODULE.get("schemas"), PACKAGE_OF_MODULE.get("analysis"));
    }

    @Test
    void theLocalPlatformKnowsNeitherTheCommandNorTheTrainer() {
        noClasses()
                .that(resideInAPackage(HOME + ".infra.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(HOME + ".cli..", HOME + ".trainer.."))
                .check(MAIN);
    }

    @Test
    void theCommandKnowsTheTrainerOnlyAsAProcess() {
        noClasses()
                .that(resideInAPackage(HOME + ".cli.."))
                .should()
                .dependOnClassesThat(resideInAPackage(HOME + ".trainer.."))
                .check(MAIN);
    }

    @Test
    void deeplearning4jIsTheTrainersAlone() {
        usedOnlyIn(resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "onnx.."), HOME + ".trainer..");
    }

    @Test
    void onnxRuntimeIsForTrainerAndScorer() {
        usedOnlyIn(resideInAPackage("ai.onnxruntime.."), HOME + ".trainer..", HOME + ".scorer..");
    }

    @Test
    void flinkIsForTheJobsAndForThoseWhoStartThem() {
        usedOnlyIn(
                resideInAPackage("org.apache.flink..").and(not(resideInAPackage(CONFLUENT))),
                HOME + ".stream..",
                HOME + ".infra.local..",
                HOME + ".cli..");
    }

    @Test
    void kafkaStreamsIsTheScorersAlone() {
        usedOnlyIn(resideInAPackage("org.apache.kafka.streams.."), HOME + ".scorer..");
    }

    @Test
    void oneClassTouchesTheConfluentClient() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(HOME + ".schemas.wire.SchemaRegistry")
                .should()
                .dependOnClassesThat(resideInAnyPackage(CONFLUENT, "io.confluent.."))
                .check(MAIN);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.[A-Za-z0-9$]*(Util|Utils|Helper|Manager|Impl|Data|Info)")
                .orShould()
                .haveNameMatching(".*[.$](Abstract|Base)[A-Z][A-Za-z0-9]*")
                .check(MAIN);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> packages = Stream.of(MAIN)
                .flatMap(Collection::stream)
                .map(JavaClass::getPackageName)
                .filter(name -> !name.startsWith(GENERATED))
                .collect(Collectors.toSet());
        assertThat(packages).hasSizeGreaterThan(20).allSatisfy(name -> {
            JavaPackage there = MAIN.getPackage(name);
            assertThat(there.isAnnotatedWith(NullMarked.class))
                    .as("%s has a package-info.java with @NullMarked", name)
                    .isTrue();
        });
    }

    /** Classes of {@code room} use no module but the rooms given, and itself. */
    private static void onlyKnows(String room, String... others) {
        String[] allowed = Stream.concat(Stream.of(room), Stream.of(others)).toArray(String[]::new);
        noClasses()
                .that(resideInAPackage(room))
                .should()
                .dependOnClassesThat(resideInAPackage(HOME + "..").and(not(resideInAnyPackage(allowed))))
                .check(MAIN);
    }

    private static void usedOnlyIn(DescribedPredicate<JavaClass> used, String... rooms) {
        noClasses()
                .that(not(resideInAnyPackage(rooms)))
                .should()
                .dependOnClassesThat(used)
                .check(MAIN);
    }
}
