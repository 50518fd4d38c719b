package poegateway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.catalog.Lists.alias;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.config.AliasConfig;
import poegateway.config.ParameterValue;
import poegateway.core.AllowedModels;

class CatalogTest {
    private static final ModelDocument MODELS = Lists.of(
            "claude-opus-4.6",
            "claude-opus-4.5",
            "claude-sonnet-4",
            "claude-sonnet-4.6",
            "claude-haiku-3.5",
            "gpt-4o",
            "gpt-4o-latest",
            "gpt-5.2",
            "gpt-4.1-mini",
            "glm-5",
            "veo-3.1-fast",
            "deepseek-v3.2",
            "qwen3-235b-2507-t",
            "perplexity-sonar",
            "maker/flux");

    @ParameterizedTest
    @CsvSource({
        "claude-opus-4.6, claude-opus-4.6",
        "Claude-Opus-4.6, Claude-Opus-4.6",
        "anthropic/Claude-Opus-4.6, Claude-Opus-4.6",
        "openrouter/anthropic/claude-opus-4.6, claude-opus-4.6",
        "maker/flux, maker/flux",
        "gpt-4o-latest, gpt-4o-latest",
        "qwen3-235b-2507-t, qwen3-235b-2507-t",
    })
    void aNameThatPoeListsIsKeptButForWhatStandsBeforeIt(String written, String model) {
        Resolution resolved = catalog(Map.of()).resolve(written);
        assertInstanceOf(Resolution.Listed.class, resolved);
        assertEquals(model, resolved.model());
        assertEquals(
                model.toLowerCase(Locale.ROOT), resolved.card().orElseThrow().id());
        assertEquals(Map.of(), resolved.parameters());
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-4-6, claude-opus-4.6",
        "CLAUDE-Opus-4-6, claude-opus-4.6",
        "anthropic/claude-opus-4-5-20251101, claude-opus-4.5",
        "claude-opus-4-5-2025-11-01, claude-opus-4.5",
        "claude-opus-4-5@20251101, claude-opus-4.5",
        "claude-opus-4-5-latest, claude-opus-4.5",
        "claude-opus-4-6[1m], claude-opus-4.6",
        "claude-opus-4.6[1m], claude-opus-4.6",
        "claude-opus-4-5-20251101[1m], claude-opus-4.5",
        "claude-sonnet-4-20250514, claude-sonnet-4",
        "claude-sonnet-4-0, claude-sonnet-4",
        "claude-3-5-haiku-20241022, claude-haiku-3.5",
        "claude-3-5-haiku-latest, claude-haiku-3.5",
        "claude-3.5-haiku, claude-haiku-3.5",
        "gpt-4o-2024-08-06, gpt-4o",
        "openai/gpt-5.2-2025-12-11, gpt-5.2",
        "gpt-5-2, gpt-5.2",
        "gpt-4-1-mini-2025-04-14, gpt-4.1-mini",
        "veo-3-1-fast, veo-3.1-fast",
        "deepseek-v3-2, deepseek-v3.2",
    })
    void aNameAsVendorsWriteItFindsTheModel(String written, String model) {
        Resolution resolved = catalog(Map.of()).resolve(written);
        assertInstanceOf(Resolution.Respelled.class, resolved, written);
        assertEquals(model, resolved.model());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "claude-opus",
                "claude-opus-4-7",
                "glm-5-0-1",
                "gpt-4o-20241301",
                "gpt-4o-20240832",
                "gpt-4o-1999-01-01",
                "gpt-4o-2024-08-06-07",
                "gpt-4o[2m]",
                "my-private-bot",
                "[1m]",
                "-latest",
                "-20251101"
            })
    void aNameThatNoModelHasStaysAsItIs(String written) {
        assertEquals(new Resolution.Unlisted(written), catalog(Map.of()).resolve(written));
    }

    @Test
    void aNameThatNoModelHasLosesWhatStandsBeforeIt() {
        assertEquals(new Resolution.Unlisted("My-Bot"), catalog(Map.of()).resolve("vendor/My-Bot"));
    }

    @Test
    void aNameOfAnyLengthIsAnsweredAtOnce() {
        String name = "claude-" + "4-".repeat(1_000_000) + "20251101";
        assertEquals(name, catalog(Map.of()).resolve(name).model());
    }

    @Test
    void shortNamesStandForTheFirstModelOfTheirsThatPoeLists() {
        assertEquals("claude-sonnet-4.6", catalog(Map.of()).resolve("Claude").model());
        assertEquals("gpt-5.2", catalog(Map.of()).resolve("openai/gpt").model());
        assertEquals("perplexity-sonar", catalog(Map.of()).resolve("perplexity").model());
        assertEquals(
                new Resolution.Unlisted("gemini"), catalog(Map.of()).resolve("gemini"), "none of them is listed here");
        Catalog own = new Catalog(Lists.of("claude", "claude-sonnet-4.6"), ModelAliases.NONE, Catalog.Source.POE);
        assertEquals("claude", own.resolve("claude").model(), "a model of that name goes before");
    }

    @Test
    void everyShortNameStandsForABundledModel() {
        Catalog bundled = new Catalog(BundledModels.list(), ModelAliases.NONE, Catalog.Source.BUNDLED);
        for (String name : List.of("claude", "gpt", "gemini", "perplexity")) {
            assertTrue(bundled.resolve(name).card().isPresent(), name);
        }
    }

    @Test
    void anAliasWinsOverEverythingElse() {
        Catalog catalog =
                catalog(Map.of("claude", alias("glm-5"), "GPT-4o", alias("openai/gpt-5-2"), "x/y", alias("my-bot")));
        assertEquals("glm-5", catalog.resolve("Claude").model());
        assertEquals("gpt-5.2", catalog.resolve("gpt-4o").model());
        assertEquals("gpt-5.2", catalog.resolve("openai/gpt-4o").model());
        assertEquals("my-bot", catalog.resolve("X/Y").model());
        assertEquals(new Resolution.Unlisted("y"), catalog.resolve("y"));
        assertEquals("gpt-4o-latest", catalog.resolve("gpt-4o-latest").model(), "its own name, and no alias");
    }

    @Test
    void anAliasOfAnAliasAddsItsParameters() {
        AliasConfig inner = new AliasConfig(
                "glm-5",
                Map.of(
                        "effort", ParameterValue.parse("low"),
                        "depth", ParameterValue.parse("3")),
                List.of("calculator"));
        Catalog catalog = catalog(Map.of("outer", alias("inner", "effort", "high"), "inner", inner));
        Resolution resolved = catalog.resolve("outer");
        assertEquals("glm-5", resolved.model());
        assertEquals("glm-5", resolved.card().orElseThrow().id());
        assertEquals(Map.of("effort", "\"high\"", "depth", "3"), resolved.parameters());
        assertEquals(List.of("calculator"), resolved.tools());
        assertEquals(
                Map.of("effort", "\"low\"", "depth", "3"),
                catalog.resolve("inner").parameters());
    }

    @Test
    void anAliasMayBringParametersToTheModelOfItsOwnName() {
        Resolution resolved = catalog(Map.of("glm-5", alias("GLM-5", "enable_thinking", "true")))
                .resolve("glm-5");
        assertEquals("GLM-5", resolved.model());
        assertEquals(Map.of("enable_thinking", "true"), resolved.parameters());
    }

    @Test
    void theClosestNamesAreAllowedOnesAndAtMostThree() {
        Catalog catalog = catalog(Map.of());
        assertEquals(
                "claude-opus-4.6",
                catalog.closest("claude-opus-46", AllowedModels.ALL).getFirst());
        assertEquals(3, catalog.closest("claude-opus-46", AllowedModels.ALL).size());
        assertEquals(List.of("gpt-5.2"), catalog.closest("openai/gpt-52", new AllowedModels(List.of("gpt-5*"))));
    }

    private static Catalog catalog(Map<String, AliasConfig> aliases) {
        return new Catalog(MODELS, new ModelAliases(aliases), Catalog.Source.POE);
    }
}
