package poegateway.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
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
 * What packages below one root may use: the root of the product, or that of classes written to break the rules. A package
 * that does not exist yet breaks no rule.
 */
final class DependencyRules {
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

    private DependencyRules(String root) {
        this.root = root;
    }

    static DependencyRules of(String rootPackage) {
        return new DependencyRules(rootPackage);
    }

    /** Every rule; its description is its sentence. */
    List<ArchRule> all() {
        return List.of(
                neverUses("front", "upstream"),
                neverUses("relay", "front"),
                neverUses("account", "front"),
                neverUses("dialect", "relay"),
                neverUses("dialect", "upstream"),
                coreUsesOnlyTheJdk(),
                http1UsesOnlyCoreAndTheJdk(),
                keepUsesOnlyCoreAndTheJdk(),
                onlyAppAndCliUseTheSimulator(),
                theSimulatorUsesNoOtherPackage(),
                onlyTheSimulatorItselfKnows("chat"),
                onlyTheSimulatorItselfKnows("bot"),
                onlyTheSimulatorItselfKnows("upload"),
                packagesBelowFrontAreStrangers(),
                dialectsAreStrangers(),
                relayUsesNoDialect(),
                topPackagesFormNoCycle(),
                packagesFormNoCycle(),
                onlyIn("server libraries", SERVER_LIBRARIES, below("front"), below("simulator")),
                onlyIn("OkHttp", OKHTTP, allBelow("upstream", "fetch")),
                onlyIn("OkHttp certificates", OKHTTP_TLS, allBelow("upstream", "simulator")),
                onlyIn("Caffeine", CAFFEINE, allBelow("guard")),
                onlyIn("Bucket4j", BUCKET4J, allBelow("guard")),
                onlyIn("Micrometer", MICROMETER, allBelow("meter")),
                onlyIn("OpenTelemetry", OPENTELEMETRY, allBelow("meter")),
                noTreesWhereBytesPass(),
                environmentOnlyAtTheTop(),
                staticsNeverChange(),
                onlyTheCommandLinePrints(),
                nobodyUsesJdkLogging());
    }

    private ArchRule neverUses(String user, String used) {
        return noClasses()
                .that(are(resideInAnyPackage(allBelow(user))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(allBelow(used)))
                .allowEmptyShould(true)
                .as(user + " never uses " + used);
    }

    private ArchRule coreUsesOnlyTheJdk() {
        return classes()
                .that(are(resideInAnyPackage(allBelow("core"))))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", below("core")))
                .allowEmptyShould(true)
                .as("core uses only the JDK and jspecify");
    }

    private ArchRule http1UsesOnlyCoreAndTheJdk() {
        return classes()
                .that(are(resideInAnyPackage(allBelow("upstream.http1"))))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "javax.net..", "org.jspecify..", below("upstream.http1"), below("core")))
                .allowEmptyShould(true)
                .as("upstream.http1 uses only core, the JDK and jspecify");
    }

    private ArchRule keepUsesOnlyCoreAndTheJdk() {
        return classes()
                .that(are(resideInAnyPackage(allBelow("keep"))))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", below("keep"), below("core")))
                .allowEmptyShould(true)
                .as("keep uses only core, the JDK and jspecify");
    }

    private ArchRule onlyAppAndCliUseTheSimulator() {
        return noClasses()
                .that(are(not(resideInAnyPackage(allBelow("app", "cli", "simulator")))))
                .should()
                .dependOnClassesThat(resideInAPackage(below("simulator")))
                .allowEmptyShould(true)
                .as("only app and cli use the simulator");
    }

    private ArchRule theSimulatorUsesNoOtherPackage() {
        return noClasses()
                .that(are(resideInAPackage(below("simulator"))))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAPackage(below("simulator")))))
                .allowEmptyShould(true)
                .as("the simulator uses no other package");
    }

    /** Neither what the simulator's surfaces share nor another surface uses that surface. */
    private ArchRule onlyTheSimulatorItselfKnows(String surface) {
        String known = "simulator." + surface;
        return noClasses()
                .that(are(resideInAPackage(below("simulator"))))
                .and(are(not(resideInAnyPackage(root + ".simulator", below(known)))))
                .should()
                .dependOnClassesThat(resideInAPackage(below(known)))
                .allowEmptyShould(true)
                .as("packages below simulator do not know " + known);
    }

    private ArchRule packagesBelowFrontAreStrangers() {
        return slices().matching(root + ".front.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .as("packages below front do not know each other");
    }

    private ArchRule dialectsAreStrangers() {
        return slices().matching(root + ".dialect.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        alwaysTrue(), resideInAnyPackage(allBelow("dialect.poe", "dialect.request", "dialect.codec")))
                .allowEmptyShould(true)
                .as("packages below dialect do not know each other, but for poe, request and codec");
    }

    private ArchRule relayUsesNoDialect() {
        return noClasses()
                .that(are(resideInAnyPackage(allBelow("relay"))))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(root + ".dialect.*..").and(not(resideInAPackage(below("dialect.poe")))))
                .allowEmptyShould(true)
                .as("relay uses the ports of dialect and dialect.poe, and no dialect");
    }

    private ArchRule topPackagesFormNoCycle() {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .as("top packages form no cycle");
    }

    private ArchRule packagesFormNoCycle() {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .as("packages form no cycle");
    }

    private ArchRule onlyIn(String name, DescribedPredicate<JavaClass> library, String... allowed) {
        return noClasses()
                .that(are(not(resideInAnyPackage(allowed))))
                .should()
                .dependOnClassesThat(library)
                .allowEmptyShould(true)
                .as(name + " only in " + String.join(", ", shortNames(allowed)));
    }

    private ArchRule noTreesWhereBytesPass() {
        return noClasses()
                .that(are(resideInAnyPackage(allBelow("upstream", "wire", "dialect"))
                        .or(passingBytes())))
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.databind.."))
                .allowEmptyShould(true)
                .as("no JSON trees in upstream, wire, dialect and Forwarder");
    }

    private ArchRule environmentOnlyAtTheTop() {
        return noClasses()
                .that(are(not(resideInAnyPackage(allBelow("app", "cli", "config", "logging")))))
                .should()
                .accessTargetWhere(method(System.class, "getenv", "currentTimeMillis")
                        .or(method(Thread.class, "sleep"))
                        .or(method(TimeUnit.class, "sleep")))
                .allowEmptyShould(true)
                .as("environment, wall clock and sleep only in app, cli, config, logging");
    }

    private ArchRule staticsNeverChange() {
        return fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(are(not(resideInAnyPackage(allBelow("app", "cli", "config", "logging")))))
                .should()
                .beFinal()
                .allowEmptyShould(true)
                .as("statics that change only in app, cli, config, logging");
    }

    private ArchRule onlyTheCommandLinePrints() {
        return noClasses()
                .that(are(not(resideInAPackage(below("cli")))))
                .should()
                .accessTargetWhere(method(System.class, "out", "err"))
                .allowEmptyShould(true)
                .as("only cli prints");
    }

    private ArchRule nobodyUsesJdkLogging() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                .allowEmptyShould(true)
                .as("nobody uses java.util.logging");
    }

    private DescribedPredicate<JavaClass> passingBytes() {
        return DescribedPredicate.describe(
                "Forwarder", type -> outermost(type).getName().equals(root + ".relay.Forwarder"));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(DependencyRules::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaAccess<?>> method(Class<?> owner, String... names) {
        List<String> wanted = Arrays.asList(names);
        return DescribedPredicate.describe(owner.getSimpleName() + " " + wanted, access -> {
            AccessTarget target = access.getTarget();
            return target.getOwner().isEquivalentTo(owner) && wanted.contains(target.getName());
        });
    }

    private String below(String name) {
        return root + "." + name + "..";
    }

    private String[] allBelow(String... names) {
        return Arrays.stream(names).map(this::below).toArray(String[]::new);
    }

    private List<String> shortNames(String... packages) {
        return Arrays.stream(packages)
                .map(name -> name.equals(root) ? "root" : name.substring(root.length() + 1, name.length() - 2))
                .toList();
    }
}
