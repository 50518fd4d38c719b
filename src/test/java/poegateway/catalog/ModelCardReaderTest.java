package poegateway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.catalog.ModelParameter.Values;

class ModelCardReaderTest {
    /** Made after what Poe says of its models. */
    private static final String MODEL = """
            {"id": "opus", "owned_by": "Anthropic", "created": 1770248062467,
             "architecture": {"input_modalities": ["text", "image", "smell"], "output_modalities": ["text"]},
             "supported_features": ["tools"], "supported_endpoints": ["/v1/messages", "/v1/chat/completions"],
             "pricing": {"prompt": "0.0000043", "completion": "0.000021", "image": null, "request": "0.01",
                         "input_cache_read": "0.00000043", "input_cache_write": "0.0000053"},
             "context_window": {"context_length": 983040, "max_output_tokens": 128000}, "context_length": 983040,
             "reasoning": {"budget": {"max_tokens": 63999, "min_tokens": 1024}, "required": false},
             "parameters": [
               {"name": "web_search", "schema": {"type": "boolean"}, "default_value": false, "description": "…"},
               {"name": "output_effort", "schema": {"enum": ["high", "low"]}, "default_value": "high"},
               {"name": "temperature", "schema": {"type": "number", "minimum": 0, "maximum": 1.5}},
               {"name": "no", "schema": {"type": "string"}, "default_value": null},
               {"name": "steps", "schema": {"type": "number", "minimum": 1}},
               {"name": "mixed", "schema": {"enum": ["a", true]}},
               {"name": "odd", "schema": 5},
               {"schema": {"type": "boolean"}}],
             "metadata": {"display_name": "Opus"}}""";

    @Test
    void everyFactOfAModelIsOnItsCard() {
        assertEquals(
                new ModelCard(
                        "opus",
                        "Opus",
                        "Anthropic",
                        OptionalLong.of(1_770_248_062),
                        List.of("/v1/messages", "/v1/chat/completions"),
                        Set.of(Modality.TEXT, Modality.IMAGE),
                        Set.of(Modality.TEXT),
                        Set.of("tools"),
                        List.of(
                                new ModelParameter("web_search", new Values.Truth(), Optional.of("false")),
                                new ModelParameter(
                                        "output_effort",
                                        new Values.OneOf(List.of("high", "low")),
                                        Optional.of("\"high\"")),
                                new ModelParameter(
                                        "temperature",
                                        new Values.Between(BigDecimal.ZERO, new BigDecimal("1.5")),
                                        Optional.empty()),
                                new ModelParameter("no", new Values.AnyText(), Optional.empty()),
                                new ModelParameter("steps", new Values.Unstated(), Optional.empty()),
                                new ModelParameter("mixed", new Values.Unstated(), Optional.empty()),
                                new ModelParameter("odd", new Values.Unstated(), Optional.empty())),
                        OptionalLong.of(983_040),
                        OptionalLong.of(128_000),
                        Optional.of(new ModelCard.ReasoningBudget(1024, 63_999)),
                        new ModelPrices(
                                Optional.of("0.0000043"),
                                Optional.of("0.000021"),
                                Optional.empty(),
                                Optional.of("0.01"),
                                Optional.of("0.00000043"),
                                Optional.of("0.0000053"))),
                card(MODEL));
    }

    @Test
    void whatPoeDoesNotSayIsEmpty() {
        ModelCard card = card("{\"id\":\"x\"}");
        assertEquals("x", card.displayName());
        assertEquals(Set.of(), card.inputs());
        assertFalse(card.makesMedia());
        assertEquals(ModelPrices.UNKNOWN, card.prices());
        assertEquals(OptionalLong.empty(), card.contextTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "\"x\"", "[]", "[5]", "{}", "[[]]", "[{}]", "{\"budget\":5}", "[null]"})
    void aFactOfAnotherFormIsNotSaidAndNoModelIsLostForIt(String value) {
        String all = String.join(
                ",",
                List.of(
                                "owned_by",
                                "architecture",
                                "supported_features",
                                "supported_endpoints",
                                "pricing",
                                "context_window",
                                "context_length",
                                "reasoning",
                                "parameters",
                                "metadata")
                        .stream()
                        .map(name -> "\"" + name + "\":" + value)
                        .toList());
        ModelCard card = card("{\"id\":\"x\"," + all + "}");
        assertEquals("x", card.displayName());
        assertEquals(List.of(), card.parameters());
        assertEquals(Set.of(), card.outputs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "audio", "video", "text\",\"image"})
    void picturesSoundAndFilmAreMedia(String outputs) {
        assertTrue(card("{\"id\":\"x\",\"architecture\":{\"output_modalities\":[\"" + outputs + "\"]}}")
                .makesMedia());
    }

    private static ModelCard card(String model) {
        String id = model.contains("\"opus\"") ? "opus" : "x";
        return Lists.read("{\"data\":[" + model + "]}").card(id).orElseThrow();
    }
}
