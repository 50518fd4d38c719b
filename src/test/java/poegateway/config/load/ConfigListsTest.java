package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import poegateway.config.AccountConfig;
import poegateway.config.Cidr;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.RoutingRuleConfig;
import poegateway.config.setting.Doc;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.Settings;
import poegateway.core.PromptCaching;
import poegateway.core.Scope;
import poegateway.core.UpstreamWish;
import poegateway.core.text.Secret;

final class ConfigListsTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String FILE = """
            server:
              trusted-proxies: [10.1.2.3/8, 'fd00::1']
            auth:
              keys:
                - name: ci
                  sha256: %s
                - name: lab
                  key: ${env:LAB_KEY}
                  scopes:
                    - metrics
                    - api
                  expires: 2027-01-31
                  models: [Claude-*, GPT-5]
                  requests-per-minute: 6
                  concurrent-streams: 2
                  cost-cents-per-day: 500
                  account: research
                  revoked: true
            poe:
              accounts:
                - {name: research, api-key: xyz}
            cors:
              origins: [https://a.example, 'http://localhost:3000']
            """.formatted(HASH.toUpperCase(java.util.Locale.ROOT));

    @TempDir
    Path folder;

    private LoadedConfig loaded() {
        return Sources.in(folder)
                .file(FILE)
                .environment("LAB_KEY", "pgw_0123456789012345")
                .load();
    }

    @Test
    void aRuleForModelsNamesTheirInterfaceOrTheirPromptCacheOrBoth() {
        String rules = """
                routing:
                  rules:
                    - {models: [Claude-*], prompt-cache: prefer}
                    - {models: ['*'], upstream: bot, prompt-cache: off}
                """;
        assertEquals(
                List.of(
                        new RoutingRuleConfig(List.of("Claude-*"), Optional.empty(), Optional.of(PromptCaching.PREFER)),
                        new RoutingRuleConfig(
                                List.of("*"), Optional.of(UpstreamWish.BOT), Optional.of(PromptCaching.OFF))),
                Sources.in(folder).file(rules).load().config().routing().rules());
    }

    @Test
    void everyPartOfEveryItemReachesItsComponent() {
        GatewayConfig config = loaded().config();
        KeyConfig lab = config.auth().keys().getLast();
        assertEquals(List.of(KeyConfig.hashed("ci", HASH), lab), config.auth().keys());
        assertEquals("pgw_0123456789012345", lab.key().map(Secret::reveal).orElseThrow());
        KeyConfig expected = new KeyConfig(
                "lab",
                Optional.empty(),
                lab.key(),
                List.of(Scope.METRICS, Scope.API),
                Optional.of(Instant.parse("2027-02-01T00:00:00Z")),
                List.of("Claude-*", "GPT-5"),
                Optional.of(6),
                Optional.of(2),
                Optional.of(500),
                "research",
                true);
        assertEquals(expected, lab);
        assertEquals(
                List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::1")),
                config.server().trustedProxies());
        assertEquals(
                List.of("https://a.example", "http://localhost:3000"),
                config.cors().origins());
        AccountConfig research = config.poe().accounts().getFirst();
        assertEquals("research", research.name());
        assertEquals("xyz", research.apiKey().reveal());
    }

    @Test
    void whatListsHoldIsShownWithItsPlaceAndWithoutSecrets() {
        LoadedConfig loaded = loaded();
        Map<String, String> shown = loaded.shown();
        assertEquals(loaded.origins().keySet(), shown.keySet());
        assertEquals("10.0.0.0/8, fd00:0:0:0:0:0:0:1", shown.get("server.trusted-proxies"));
        assertEquals("lab", shown.get("auth.keys[1].name"));
        assertEquals("•••", shown.get("auth.keys[1].key"));
        assertEquals("metrics, api", shown.get("auth.keys[1].scopes"));
        assertEquals("api", shown.get("auth.keys[0].scopes"));
        assertFalse(shown.containsKey("auth.keys[0].key"));
        assertFalse(shown.containsKey("auth.keys"));
        assertEquals(
                "config/poe-gateway.yaml:7:13",
                loaded.origin("auth.keys[1].name").text());
        assertEquals(
                "config/poe-gateway.yaml:10:9",
                loaded.origin("auth.keys[1].scopes").text());
        assertEquals("default", loaded.origin("auth.keys[0].scopes").text());
        assertEquals(
                "config/poe-gateway.yaml:23:12", loaded.origin("cors.origins").text());
    }

    @Test
    void aListInWhichEverythingIsCommentedOutIsEmpty() {
        Sources sources = Sources.in(folder).file("cors:\n  origins:\n    # - https://a\nauth:\n  keys: []\n");
        assertEquals(sources.defaults(), sources.load().config());
    }

    private static Arguments mistake(String yaml, String... sentences) {
        return Arguments.of(
                yaml,
                java.util.Arrays.stream(sentences)
                        .map(sentence -> "config/poe-gateway.yaml:" + sentence)
                        .toList());
    }

    private static String keys(String... items) {
        return "auth:\n  keys:\n    - " + String.join("\n    - ", items) + "\n";
    }

    private static String key(String name, String rest) {
        return "{name: " + name + ", key: 0123456789-0123456789-" + name + rest + "}";
    }

    static List<Arguments> mistakesOfShape() {
        return List.of(
                mistake(
                        keys(key("a", ", scope: [api]")),
                        "3:47 unknown key 'auth.keys[0].scope'. Did you mean 'auth.keys[0].scopes'?"),
                mistake(
                        keys(key("a", ", banana: 1")),
                        "3:47 unknown key 'auth.keys[0].banana'. docs/config.md lists all settings."),
                mistake(
                        keys(key("a", ", name: b")),
                        "3:47 'auth.keys[0].name' is written twice. Remove one of the two."),
                mistake(keys("ci"), "3:7 'auth.keys[0]' must be a group of settings. Begin it with 'name: ci'."),
                mistake(
                        "auth:\n  keys: ci\n",
                        "2:9 'auth.keys' must be a list. Put each item on a line of its own, after '- '."),
                mistake(
                        "auth:\n  keys: {name: a}\n",
                        "2:9 'auth.keys' must be a list. Put each item on a line of its own, after '- '."),
                mistake(
                        "cors:\n  origins: https://a.example\n",
                        "2:12 'cors.origins' must be a list. Put each item on a line of its own, after '- '."),
                mistake(
                        "cors:\n  origins: [[x]]\n",
                        "2:13 'cors.origins[0]' must be text, is 'a list'. Correct it, or take it out."),
                mistake(
                        "cors:\n  origins: ['']\n",
                        "2:13 'cors.origins[0]' must be scheme://host or scheme://host:port in lower case, without a "
                                + "trailing slash, or *, is ''. Correct it, or take it out."),
                mistake(
                        "cors:\n  origins:\n    -\n",
                        "3:6 'cors.origins[0]' has no value. Correct it, or take it out."),
                mistake(keys("{key: 0123456789-0123456789}"), "3:7 'auth.keys[0]' needs 'name'. Add 'name: ci'."),
                mistake(
                        keys("{name: [a], key: 0123456789-0123456789}"),
                        "3:14 'auth.keys[0].name' must be text, is 'a list'. Correct it."));
    }

    static List<Arguments> mistakesOfValue() {
        return List.of(
                mistake(
                        keys(key("a", ", scopes: [api, ap]"), key("b", ", scopes: [boss]")),
                        "3:61 'auth.keys[0].scopes[1]' must be one of api, metrics, admin, is 'ap'. Correct it, or "
                                + "take it out.",
                        "4:56 'auth.keys[1].scopes[0]' must be one of api, metrics, admin, is 'boss'. Correct it, or "
                                + "take it"
                                + " out."),
                mistake(
                        keys(key("a", ", models: [gpt-5, openai/gpt-5, 'openai/*']")),
                        "3:77 'auth.keys[0].models[2]' must be a model's name, or a pattern with * and without "
                                + "provider/,"
                                + " is 'openai/*'. Correct it, or take it out."),
                mistake(
                        keys(key("a", ", scopes: [api, api]")),
                        "3:61 'auth.keys[0].scopes[1]' repeats another item. Remove one of the two."),
                mistake(
                        keys("{name: a}", "{name: a b, sha256: pgw_secret}"),
                        "3:7 'auth.keys[0]' needs 'sha256' or 'key'. Correct it.",
                        "4:14 'auth.keys[1].name' must be 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and "
                                + "dash, is 'a b'."
                                + " Correct it.",
                        "4:27 'auth.keys[1].sha256' must be 64 hexadecimal digits, is '•••'. Correct it, or leave it "
                                + "out."),
                mistake(
                        keys("{name: a, key: short}"),
                        "3:22 'auth.keys[0].key' must be at least 20 characters, is '•••'. Correct it, or leave it "
                                + "out."),
                mistake(
                        keys(key("a", ", expires: tomorrow")),
                        "3:56 'auth.keys[0].expires' must be a date such as 2027-01-31 or a time such as"
                                + " 2027-01-31T18:00:00Z, is 'tomorrow'. Correct it, or leave it out."),
                mistake(
                        keys(key("a", ", requests-per-minute: 0, account: x")),
                        "3:68 'auth.keys[0].requests-per-minute' must be 1 to 10000000, is '0'. Correct it, or leave "
                                + "it out"
                                + " for the default: `limits.requests-per-minute`."));
    }

    static List<Arguments> mistakesBetweenValues() {
        return List.of(
                mistake(
                        keys("{key: 0123456789-0123456789}", key("b", ""), key("b", ", account: lab")),
                        "3:7 'auth.keys[0]' needs 'name'. Add 'name: ci'.",
                        "5:7 'auth.keys[2]' is the same key as another one. Correct it.",
                        "5:14 'auth.keys[2].name' must differ from all others, is 'b'. Correct it."),
                mistake(
                        keys(key("a", ", sha256: no")),
                        "3:22 'auth.keys[0].key' must not be set together with sha256, is '•••'. Correct it, or "
                                + "leave it out.",
                        "3:55 'auth.keys[0].sha256' must be 64 hexadecimal digits, is '•••'. Correct it, or leave it "
                                + "out."),
                mistake(
                        "poe:\n  accounts: [{name: default, api-key: x}, {name: a, api-key: x}, {name: a, api-key: "
                                + "y}]\n",
                        "2:21 'poe.accounts[0].name' must not be default, which is the account of poe.api-key, is "
                                + "'default'."
                                + " Correct it.",
                        "2:73 'poe.accounts[2].name' must differ from all others, is 'a'. Correct it."),
                mistake(
                        "server:\n  trusted-proxies: [10.0.0.0/33, localhost]\n",
                        "2:21 'server.trusted-proxies[0]' must be an IP address or a block such as 10.0.0.0/8, is"
                                + " '10.0.0.0/33'. Correct it, or take it out.",
                        "2:34 'server.trusted-proxies[1]' must be an IP address or a block such as 10.0.0.0/8, is"
                                + " 'localhost'. Correct it, or take it out."),
                mistake(
                        "limits:\n  poe-requests-per-minute: 50\n",
                        "2:28 'limits.poe-requests-per-minute' must be more than limits.poe-burst, is '50'. Correct "
                                + "it, or"
                                + " leave it out for the default: 500."),
                mistake(
                        "limits:\n  poe-burst: 600\n",
                        "2:14 'limits.poe-burst' must be less than limits.poe-requests-per-minute, is '600'. Correct "
                                + "it, or"
                                + " leave it out for the default: 50."));
    }

    @ParameterizedTest
    @MethodSource({"mistakesOfShape", "mistakesOfValue", "mistakesBetweenValues"})
    void aMistakeInAnItemIsNamedWithItsLineAndColumn(String yaml, List<String> sentences) {
        assertEquals(sentences, Sources.in(folder).file(yaml).problems());
    }

    @Test
    void anAccountThatIsNotThereIsFoundAtTheKeysThatNameIt() {
        String yaml = keys("{name: x, key: [1]}", key("b", ", account: lab"), key("c", ", account: default"))
                + "poe:\n  accounts: [{name: lib, api-key: x}]\n";
        assertEquals(
                List.of(
                        "config/poe-gateway.yaml:3:22 'auth.keys[0].key' must be one word without spaces, is '•••'. "
                                + "Correct"
                                + " it, or leave it out.",
                        "config/poe-gateway.yaml:4:56 'auth.keys[1].account' must be a name in poe.accounts, or "
                                + "default, is"
                                + " 'lab'. Correct it, or leave it out for the default: default."),
                Sources.in(folder).file(yaml).problems());
    }

    @Test
    void aVariableOrAFlagCannotSetAList() {
        Sources sources = Sources.in(folder)
                .environment("POE_GATEWAY_CORS_ORIGINS", "https://a.example")
                .flag("auth.keys", "x");
        assertEquals(
                List.of(
                        "environment POE_GATEWAY_CORS_ORIGINS: 'cors.origins' is a list, which can be set only in "
                                + "the file."
                                + " Put it into the file, such as config/poe-gateway.yaml.",
                        "flag --auth.keys: 'auth.keys' is a list, which can be set only in the file. Put it into the "
                                + "file,"
                                + " such as config/poe-gateway.yaml."),
                sources.problems());
    }

    record Aliases(
            @Doc("Names.") Map<String, String> names,
            @Doc("Ports.") Map<String, Integer> ports) {}

    @Test
    void namesWithValuesAreReadInTheirOrder() {
        List<ConfigProblem> problems = new java.util.ArrayList<>();
        RawSettings draft = new RawSettings(folder, problems, new FileStamps());
        Aliases none = new Aliases(Map.of(), Map.of());
        Placeholders placeholders = new Placeholders(new Variables(Map.of(), Map.of()));
        String yaml = "names:\n  gpt-4.1: Claude\n  a: b\n  a: c\nports: {x: 1, y: z}\n";
        new YamlFile(Path.of("f"), placeholders, draft, problems).read(yaml, Settings.of(Aliases.class, none));
        Aliases aliases = new Binder(draft, problems).bind(Aliases.class, none);
        assertEquals("{gpt-4.1=Claude, a=b}", aliases.names().toString());
        assertEquals(Map.of("x", 1), aliases.ports());
        assertEquals(
                List.of(
                        "f:4:3 'names.a' is written twice. Remove one of the two.",
                        "f:5:18 'ports.y' must be a whole number below 2147483648, is 'z'. Correct it, or take it out."),
                problems.stream().map(ConfigProblem::sentence).toList());
    }
}
