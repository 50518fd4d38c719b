package poegateway.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The walls between the rooms, below one root package: the product's, or that of classes written to break them.
 * A room that does not exist yet breaks no wall.
 */
final class Walls {
    private static final DescribedPredicate<JavaClass> SERVER_LIBRARIES =
            resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..");
    private static final DescribedPredicate<JavaClass> OKHTTP_TLS = resideInAPackage("okhttp3.tls..");
    private static final DescribedPredicate<JavaClass> OKHTTP =
            resideInAnyPackage("okhttp3..", "okio..").and(not(OKHTTP_TLS));
    private static final DescribedPredicate<JavaClass> CAFFEINE = resideInAPackage("com.github.benmanes.caffeine..");
    private static final DescribedPredicate<JavaClass> BUCKET4J = resideInAPackage("io.github.bucket4j..");
    private static final DescribedPredicate<JavaClass> MICROMETER =
            resideInAnyPackage("io.micrometer..", "io.prometheus..");

    private static final DescribedPredicate<JavaClass> OPENTELEMETRY = resideInAPackage("io.opentelemetry..");

    private final String root;

    private Walls(String root) {
        this.root = root;
    }

    static Walls of(String rootPackage) {
        return new Walls(rootPackage);
    }

    /** Every wall; the description of a rule is its sentence. */
    List<ArchRule> all() {
        return List.of(
                neverUses("front", "upstream"),
                neverUses("relay", "front"),
                coreUsesOnlyTheJdk(),
                http1UsesOnlyCoreAndTheJdk(),
                nothingButTheRootUsesTheSimulator(),
                theSimulatorUsesNoOtherRoom(),
                subRoomsOfFrontAreStrangers(),
                roomsFormNoCircle(),
                packagesFormNoCircle(),
                onlyIn("server libraries", SERVER_LIBRARIES, root, room("front"), room("simulator")),
                onlyIn("OkHttp", OKHTTP, rooms("upstream", "fetch")),
                onlyIn("OkHttp certificates", OKHTTP_TLS, rooms("upstream", "fetch", "simulator")),
                onlyIn("Caffeine", CAFFEINE, rooms("keep", "catalog", "guard")),
                onlyIn("Bucket4j", BUCKET4J, rooms("guard")),
                onlyIn("Micrometer", MICROMETER, rooms("meter")),
                onlyIn("OpenTelemetry", OPENTELEMETRY, rooms("meter")),
                noTreeWhereBytesPassVerbatim(),
                surroundingsOnlyInRootAndConfig(),
                staticsNeverChange(),
                nothingButTheRootPrints(),
                nobodyUsesJdkLogging());
    }

    private ArchRule neverUses(String room, String other) {
        return noClasses()
                .that(are(resideInAnyPackage(rooms(room))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(rooms(other)))
                .allowEmptyShould(true)
                .as(room + " never uses " + other);
    }

    private ArchRule coreUsesOnlyTheJdk() {
        return classes()
                .that(are(resideInAnyPackage(rooms("core"))))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", room("core")))
                .allowEmptyShould(true)
                .as("core uses only the JDK and jspecify");
    }

    private ArchRule http1UsesOnlyCoreAndTheJdk() {
        return classes()
                .that(are(resideInAnyPackage(rooms("upstream.http1"))))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "javax.net..", "org.jspecify..", room("upstream.http1"), room("core")))
                .allowEmptyShould(true)
                .as("upstream.http1 uses only core, the JDK and jspecify");
    }

    private ArchRule nothingButTheRootUsesTheSimulator() {
        return noClasses()
                .that(are(not(resideInAnyPackage(root, room("simulator")))))
                .should()
                .dependOnClassesThat(resideInAPackage(room("simulator")))
                .allowEmptyShould(true)
                .as("nothing but the root uses the simulator");
    }

    private ArchRule theSimulatorUsesNoOtherRoom() {
        return noClasses()
                .that(are(resideInAPackage(room("simulator"))))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAPackage(room("simulator")))))
                .allowEmptyShould(true)
                .as("the simulator uses no other room");
    }

    private ArchRule subRoomsOfFrontAreStrangers() {
        return slices().matching(root + ".front.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .as("sub-rooms of front are strangers to each other");
    }

    private ArchRule roomsFormNoCircle() {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .as("rooms form no circle");
    }

    private ArchRule packagesFormNoCircle() {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .as("packages form no circle");
    }

    private ArchRule onlyIn(String name, DescribedPredicate<JavaClass> library, String... allowed) {
        return noClasses()
                .that(are(not(resideInAnyPackage(allowed))))
                .should()
                .dependOnClassesThat(library)
                .allowEmptyShould(true)
                .as(name + " only in " + String.join(", ", shortNames(allowed)));
    }

    private ArchRule noTreeWhereBytesPassVerbatim() {
        return noClasses()
                .that(are(resideInAnyPackage(rooms("upstream", "wire")).or(onTheVerbatimRoad())))
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.databind.."))
                .allowEmptyShould(true)
                .as("no ObjectMapper and no tree in upstream, wire and the verbatim road");
    }

    private ArchRule surroundingsOnlyInRootAndConfig() {
        return noClasses()
                .that(are(not(resideInAnyPackage(root, room("config")))))
                .should()
                .accessTargetWhere(method(System.class, "getenv", "currentTimeMillis")
                        .or(method(Thread.class, "sleep"))
                        .or(method(TimeUnit.class, "sleep")))
                .allowEmptyShould(true)
                .as("environment, wall clock and sleep only in root, config");
    }

    private ArchRule staticsNeverChange() {
        return fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(are(not(resideInAnyPackage(root, room("config")))))
                .should()
                .beFinal()
                .allowEmptyShould(true)
                .as("statics that change only in root, config");
    }

    private ArchRule nothingButTheRootPrints() {
        return noClasses()
                .that(are(not(resideInAPackage(root))))
                .should()
                .accessTargetWhere(method(System.class, "out", "err"))
                .allowEmptyShould(true)
                .as("nothing but the root prints");
    }

    private ArchRule nobodyUsesJdkLogging() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                .allowEmptyShould(true)
                .as("nobody uses java.util.logging");
    }

    private DescribedPredicate<JavaClass> onTheVerbatimRoad() {
        DescribedPredicate<JavaClass> road = DescribedPredicate.describe(
                "the verbatim road", type -> outermost(type).getName().equals(root + ".relay.VerbatimRoad"));
        return road.or(resideInAPackage(root + ".relay.chat.."));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Walls::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaAccess<?>> method(Class<?> owner, String... names) {
        List<String> wanted = Arrays.asList(names);
        return DescribedPredicate.describe(owner.getSimpleName() + " " + wanted, access -> {
            AccessTarget target = access.getTarget();
            return target.getOwner().isEquivalentTo(owner) && wanted.contains(target.getName());
        });
    }

    private String room(String name) {
        return root + "." + name + "..";
    }

    private String[] rooms(String... names) {
        return Arrays.stream(names).map(this::room).toArray(String[]::new);
    }

    private List<String> shortNames(String... packages) {
        return Arrays.stream(packages)
                .map(name -> name.equals(root) ? "root" : name.substring(root.length() + 1, name.length() - 2))
                .toList();
    }
}
