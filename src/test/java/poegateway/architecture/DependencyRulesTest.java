package poegateway.architecture;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
final class DependencyRulesTest {
    private static final String PRODUCT = "poegateway";
    private static final String BROKEN = "poegateway.architecture.broken";

    /** The rule, by its sentence, and the classes that break it, below {@link #BROKEN}. */
    private static final Map<String, Set<String>> BREAKERS = Map.ofEntries(
            entry("front never uses upstream", Set.of("front.SeesUpstream")),
            entry("relay never uses front", Set.of("relay.SeesFront")),
            entry("account never uses front", Set.of("account.SeesFront")),
            entry("dialect never uses relay", Set.of("dialect.SeesRelay")),
            entry("dialect never uses upstream", Set.of("dialect.SeesUpstream")),
            entry("core uses only the JDK and jspecify", Set.of("core.UsesJackson")),
            entry("upstream.http1 uses only core, the JDK and jspecify", Set.of("upstream.http1.UsesOkio")),
            entry("keep uses only core, the JDK and jspecify", Set.of("keep.SeesConfig")),
            entry("only app and cli use the simulator", Set.of("wire.UsesSimulator")),
            entry("the simulator uses no other package", Set.of("simulator.UsesCore")),
            entry("packages below simulator do not know simulator.chat", Set.of("simulator.models.WritesChunks")),
            entry("packages below simulator do not know simulator.upload", Set.of("simulator.bot.AttachesPictures")),
            entry("packages below simulator do not know simulator.bot", Set.of("simulator.chat.SendsBotEvents")),
            entry("packages below front do not know each other", Set.of("front.openai.UsesOps")),
            entry(
                    "packages below dialect do not know each other, but for poe, request and codec",
                    Set.of("dialect.messages.SeesChat", "dialect.poe.SeesChat")),
            entry(
                    "relay uses the ports of dialect and dialect.poe, and no dialect",
                    Set.of("relay.SeesChat", "relay.SeesConversion")),
            entry(
                    "top packages form no cycle",
                    Set.of(
                            "config.UsesWire",
                            "wire.UsesConfig",
                            "dialect.SeesRelay",
                            "relay.SeesChat",
                            "relay.SeesConversion")),
            entry(
                    "packages form no cycle",
                    Set.of(
                            "config.UsesWire",
                            "wire.UsesConfig",
                            "dialect.SeesRelay",
                            "relay.SeesChat",
                            "relay.UsesInner",
                            "relay.inner.UsesRelay")),
            entry(
                    "server libraries only in front, simulator",
                    Set.of("relay.SpeaksJavalin", "relay.SpeaksServlet", "upstream.SpeaksJetty")),
            entry("OkHttp only in upstream, fetch", Set.of("front.CallsByOkHttp", "relay.BuffersByOkio")),
            entry("OkHttp certificates only in upstream, simulator", Set.of("relay.MakesCertificates")),
            entry("Caffeine only in guard", Set.of("relay.KeepsByCaffeine")),
            entry("Bucket4j only in guard", Set.of("relay.PacesByBucket4j")),
            entry("Micrometer only in meter", Set.of("front.CountsByMicrometer")),
            entry("OpenTelemetry only in meter", Set.of("front.TracesByOpenTelemetry")),
            entry(
                    "no JSON trees in upstream, wire, dialect and Forwarder",
                    Set.of(
                            "upstream.BuildsTrees",
                            "wire.BuildsTrees",
                            "relay.Forwarder",
                            "dialect.BuildsTrees",
                            "dialect.chat.codec.WholeToStream")),
            entry(
                    "environment, wall clock and sleep only in app, cli, config, logging",
                    Set.of(
                            "relay.ReadsEnvironment",
                            "front.ReadsWallClock",
                            "upstream.Sleeps",
                            "simulator.SleepsByUnit")),
            entry("statics that change only in app, cli, config, logging", Set.of("relay.ChangesStatics")),
            entry("only cli prints", Set.of("front.Prints", "relay.PrintsErrors")),
            entry("nobody uses java.util.logging", Set.of("front.LogsByJdk")));

    private static final JavaClasses BROKEN_CLASSES = new ClassFileImporter().importPackages(BROKEN);

    static Stream<ArchRule> rulesForTheProduct() {
        return DependencyRules.of(PRODUCT).all().stream();
    }

    static Stream<ArchRule> rulesForTheBrokenGateway() {
        return DependencyRules.of(BROKEN).all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesForTheProduct")
    void theProductBreaksNoRule(ArchRule rule) {
        rule.check(ProductClasses.ALL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesForTheBrokenGateway")
    void aBrokenRuleNamesExactlyTheClassesThatBreakIt(ArchRule rule) {
        Set<String> expected = BREAKERS.getOrDefault(rule.getDescription(), Set.of()).stream()
                .map(name -> BROKEN + "." + name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, Offenders.of(rule, BROKEN_CLASSES));
    }

    @Test
    void everyRuleHasAClassThatBreaksIt() {
        List<String> rules =
                rulesForTheBrokenGateway().map(ArchRule::getDescription).toList();
        assertEquals(new TreeSet<>(BREAKERS.keySet()), new TreeSet<>(rules));
    }

    @Test
    void theImportSawTheProductAndNoTests() {
        assertEquals(true, ProductClasses.ALL.contain("poegateway.Main"));
        assertEquals(false, ProductClasses.ALL.contain(DependencyRulesTest.class));
    }
}
