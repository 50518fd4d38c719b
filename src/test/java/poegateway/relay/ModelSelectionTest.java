package poegateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelDocument;
import poegateway.config.AliasConfig;
import poegateway.config.ParameterValue;
import poegateway.core.AllowedModels;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.wire.json.JsonEdits;

class ModelSelectionTest {
    private static final WireFormat FORMAT = new ChatFormat();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LIST = """
            {"object":"list","data":[
             {"id":"claude-opus-4.6"}, {"id":"gpt-5.2"},
             {"id":"veo-3.1","architecture":{"output_modalities":["video"]}}]}""";
    private static final Map<String, AliasConfig> ALIASES = Map.of(
            "deep",
            new AliasConfig(
                    "claude-opus-4-6",
                    Map.of("output_effort", ParameterValue.parse("high"), "depth", ParameterValue.parse("3"))),
            "secret",
            new AliasConfig("gpt-5.2", Map.of()),
            "bot",
            new AliasConfig("My-Bot", Map.of()));

    @ParameterizedTest
    @CsvSource({
        "Claude-Opus-4.6, Claude-Opus-4.6, ''",
        "unknown, unknown, ''",
        "anthropic/Claude-Opus-4.6, Claude-Opus-4.6, provider-removed",
        "anthropic\\/claude-opus-4.6, claude-opus-4.6, provider-removed",
        "openrouter/vendor/unknown, unknown, provider-removed",
        "/unknown, unknown, provider-removed",
        "a\\u002fb\\\"\\n, b\\\"\\u000a, provider-removed",
        "anthropic/, anthropic/, ''",
        "' / ', ' / ', ''",
        "claude-opus-4-6-20260101, claude-opus-4.6, model-resolved",
        "anthropic/claude-opus-4-6, claude-opus-4.6, model-resolved",
        "SECRET, gpt-5.2, model-resolved",
        "bot, My-Bot, model-resolved",
    })
    void theNameInTheBodyIsPoes(String written, String sent, String edits) {
        String body = "{\"model\" : \"%s\",\"messages\":[]}";
        Sent result = send(body.replace("%s", written));
        assertEquals(body.replace("%s", sent), result.body());
        assertEquals(edits, String.join(",", result.edits()));
        String nested = "{\"messages\":[],\"extra_body\":{\"model\":\"%s\"}}";
        assertEquals(
                "{\"messages\":[],\"model\":\"" + sent + "\"}",
                send(nested.replace("%s", written)).body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"deep\",\"messages\":[]}",
                "{\"messages\":[],\"model\":\"deep\"}",
                "{ \"messages\" : [] , \"model\" : \"deep\" }",
                "{\"a\":null,\"model\":\"deep\",\"b\":null,\"messages\":[]}",
                "{\"messages\":[],\"model\":\"deep\",\"b\":null}",
                "{\"stop\":null,\"model\":\"deep\",\"n\":1,\"messages\":[],\"stream\":true}",
                "{\"stream\":true,\"model\":\"deep\",\"messages\":[]}",
                "{\"messages\":[],\"extra_body\":{\"model\":\"deep\"}}",
                "{\"messages\":[],\"extra_body\":{\"x\":null,\"model\":\"deep\",\"y\":null},\"z\":null}",
                "{\"model\":\"deep\",\"output_effort\":null,\"messages\":[]}",
                "{\"model\":\"vendor/DEEP\",\"messages\":[{\"output_effort\":\"low\"}]}"
            })
    void anAliasBringsItsParametersWhereverTheModelStands(String body) throws IOException {
        Sent sent = send(body);
        ObjectNode tree = (ObjectNode) MAPPER.readTree(sent.body());
        assertEquals("claude-opus-4.6", tree.path("model").asText(), sent.body());
        assertEquals("high", tree.path("output_effort").asText(), sent.body());
        assertEquals(3, tree.path("depth").intValue(), sent.body());
        assertTrue(
                sent.edits().contains("model-resolved") && sent.edits().contains("alias-parameters"), sent::toString);
        FORMAT.open(sent.body().getBytes(UTF_8));
    }

    @Test
    void whatTheRequestSetsItselfWinsOverAnAlias() {
        assertEquals(
                "{\"model\":\"claude-opus-4.6\",\"depth\":3,\"output_effort\":\"low\",\"messages\":[]}",
                send("{\"model\":\"deep\",\"output_effort\":\"low\",\"messages\":[]}")
                        .body());
        assertEquals(
                "{\"model\":\"claude-opus-4.6\",\"depth\":3,\"messages\":[],\"output_effort\":{}}",
                send("{\"model\":\"deep\",\"messages\":[],\"extra_body\":{\"output_effort\":{}}}")
                        .body());
    }

    @Test
    void aKeyIsHeldToItsModelsByTheNameThatPoeKnows() {
        AllowedModels opus = new AllowedModels(List.of("claude-*"));
        assertEquals("claude-opus-4.6", select("deep", opus).opening().model());
        assertEquals(
                "claude-opus-4.6", select("claude-opus-4-6", opus).opening().model());
        for (String refused : List.of("secret", "gpt-5-2", "gpt", "openai/gpt-5.2", "bot", "claude/secret")) {
            FailureException thrown = assertThrows(FailureException.class, () -> select(refused, opus), refused);
            assertInstanceOf(AccessFailure.ModelNotAllowed.class, thrown.failure(), refused);
        }
        AllowedModels byAlias = new AllowedModels(List.of("secret"));
        assertThrows(FailureException.class, () -> select("secret", byAlias), "an alias opens no model");
    }

    @Test
    void aNameThatStandsElsewhereThanInTheBodyFollowsTheSameRule() {
        Opening opening = new Opening("secret", false, false, JsonEdits.NONE);
        byte[] body = "{}".getBytes(UTF_8);
        ModelSelection.Selected found = selection().select(FORMAT, opening, body, AllowedModels.ALL);
        assertEquals("gpt-5.2", found.opening().model());
        assertEquals(List.of(ModelSelection.RESOLVED), found.names());
        assertTrue(found.own().isEmpty());
        AllowedModels alias = new AllowedModels(List.of("secret"));
        assertThrows(FailureException.class, () -> selection().select(FORMAT, opening, body, alias));
    }

    @Test
    void theCardOfTheModelIsFoundByAnyName() {
        assertTrue(select("veo-3-1", AllowedModels.ALL).card().orElseThrow().makesMedia());
        assertFalse(select("deep", AllowedModels.ALL).card().orElseThrow().makesMedia());
        assertTrue(select("bot", AllowedModels.ALL).card().isEmpty());
    }

    @Test
    void everyEditIsNamedInTheLifeOfARequest() throws IOException {
        String page = Files.readString(Path.of("docs", "request-life.md"));
        for (String id : List.of(ModelSelection.PROVIDER, ModelSelection.RESOLVED, ModelSelection.PARAMETERS)) {
            assertTrue(page.contains("`" + id + "`"), id);
        }
    }

    private record Sent(String body, List<String> edits) {}

    private static Sent send(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        Opening opening = selection()
                .select(FORMAT, FORMAT.open(bytes), bytes, AllowedModels.ALL)
                .opening();
        return new Sent(
                new String(opening.edits().apply(bytes), UTF_8),
                opening.edits().ids().stream()
                        .filter(id -> List.of(
                                        ModelSelection.PROVIDER, ModelSelection.RESOLVED, ModelSelection.PARAMETERS)
                                .contains(id))
                        .toList());
    }

    private static ModelSelection.Selected select(String model, AllowedModels allowed) {
        byte[] body = ("{\"model\":\"" + model + "\",\"messages\":[]}").getBytes(UTF_8);
        return selection().select(FORMAT, FORMAT.open(body), body, allowed);
    }

    private static ModelSelection selection() {
        CurrentCatalog catalog = new CurrentCatalog(ALIASES);
        catalog.update(ModelDocument.read(LIST.getBytes(UTF_8)));
        return new ModelSelection(catalog, false);
    }
}
