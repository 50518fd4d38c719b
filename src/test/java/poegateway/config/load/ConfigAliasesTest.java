package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.config.AliasConfig;
import poegateway.config.ParameterValue;
import poegateway.config.tree.ConfigException;
import poegateway.config.tree.ConfigProblem;

/** Aliases of models in the settings' file. */
final class ConfigAliasesTest {
    private static final String FILE = """
            models:
              aliases:
                fast: claude-haiku-4.5
                gpt-4.1: openai/gpt-5.4
                deep:
                  model: fast
                  parameters:
                    output_effort: high
                    seconds: "8"
                    thinking_budget: 4096
                    share: 0.5
                    web_search: true
                    zip: 007
                    word: 'true'
                    place: ${env:PLACE}
            """;

    @TempDir
    Path folder;

    @Test
    void anAliasIsAModelOrAModelWithParameters() {
        Map<String, AliasConfig> aliases = load(FILE).config().models().aliases();
        assertEquals(List.of("fast", "gpt-4.1", "deep"), List.copyOf(aliases.keySet()));
        assertEquals(new AliasConfig("claude-haiku-4.5", Map.of()), aliases.get("fast"));
        assertEquals(new AliasConfig("openai/gpt-5.4", Map.of()), aliases.get("gpt-4.1"));
        assertEquals(
                Map.of(
                        "output_effort", new ParameterValue("\"high\""),
                        "seconds", new ParameterValue("\"8\""),
                        "thinking_budget", new ParameterValue("4096"),
                        "share", new ParameterValue("0.5"),
                        "web_search", new ParameterValue("true"),
                        "zip", new ParameterValue("\"007\""),
                        "word", new ParameterValue("\"true\""),
                        "place", new ParameterValue("\"Rome \\\"x\\\"\"")),
                Objects.requireNonNull(aliases.get("deep")).parameters());
    }

    @Test
    void eachIsListedWithItsPlace() {
        LoadedConfig loaded = load(FILE);
        assertEquals("claude-haiku-4.5", loaded.shown().get("models.aliases.fast.model"));
        assertEquals(
                "config/poe-gateway.yaml:3:11",
                loaded.origin("models.aliases.fast.model").text());
        assertEquals("4096", loaded.shown().get("models.aliases.deep.parameters.thinking_budget"));
        assertEquals(
                "config/poe-gateway.yaml:10:26",
                loaded.origin("models.aliases.deep.parameters.thinking_budget").text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{a: b, b: c, c: A} | 3:16 'models.aliases.a' must not lead back to itself,3:22 'models.aliases.b' "
                        + "must not lead"
                        + " back to itself,3:28 'models.aliases.c' must not lead back to itself",
                "{a: x/B, b: a} | 3:16 'models.aliases.a' must not lead back to itself,3:24 'models.aliases.b' must "
                        + "not lead"
                        + " back to itself",
                "{a: b, b: c, c: b} | 3:22 'models.aliases.b' must not lead back to itself,3:28 'models.aliases.c' "
                        + "must not"
                        + " lead back to itself",
                "{a: A} | 3:16 'models.aliases.a' must stand for another model, or bring parameters or tools",
                "{a: b, A: c} | 3:22 'models.aliases.A' must differ from every other in more than letter case",
                "{a: ''} | 3:16 'models.aliases.a.model' must be the name of a model, at most 200 characters, is ''",
                "{a: } | 3:15 'models.aliases.a' must be a group of settings",
                "{a: [b]} | 3:16 'models.aliases.a' must be a group of settings",
                "{a: {parameters: {x: 1}}} | 3:16 'models.aliases.a' needs 'model'",
                "{a: {modle: b}} | 3:16 'models.aliases.a' needs 'model',3:17 unknown key 'models.aliases.a.modle'",
                "{a: {model: b, parameters: 5}} | 3:39 'models.aliases.a.parameters' must be names with values",
                "{a: {model: b, parameters: {x: [1]}}} | 3:43 'models.aliases.a.parameters.x' must be a text, a "
                        + "number, true or"
                        + " false, is 'a list'",
                "{a: {model: b, parameters: {messages: x}}} | 3:50 'models.aliases.a.parameters.messages' must not "
                        + "be set by an alias: each request decides it, is 'x'",
                "[a] | 3:12 'models.aliases' must be names with values",
                "{a: {model: a, parameters: {x: 1}}} | ``",
                "{a: {model: a, tools: [calculator]}} | ``",
                "{a: {model: b, tools: ['no tool']}} | 3:35 'models.aliases.a.tools[0]' must be the name of a tool, is 'no tool'",
            })
    void aMistakeIsToldWithItsPlace(String aliases, String problems) {
        assertEquals(problems, String.join(",", problems("models:\n  strict: false\n  aliases: " + aliases + "\n")));
    }

    private List<String> problems(String file) {
        try {
            load(file);
            return List.of();
        } catch (ConfigException refused) {
            return refused.problems().stream().map(ConfigAliasesTest::words).toList();
        }
    }

    private static String words(ConfigProblem problem) {
        return problem.where().text().replace("config/poe-gateway.yaml:", "") + " " + problem.fault();
    }

    private LoadedConfig load(String file) {
        return Sources.in(folder).file(file).environment("PLACE", "Rome \"x\"").load();
    }
}
