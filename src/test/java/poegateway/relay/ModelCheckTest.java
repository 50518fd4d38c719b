package poegateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelDocument;
import poegateway.core.AllowedModels;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.chat.ChatFormat;

class ModelCheckTest {
    private static final String LIST = """
            {"data":[
             {"id":"thinker","architecture":{"input_modalities":["text"],"output_modalities":["text"]},
              "parameters":[
               {"name":"effort","schema":{"enum":["low","high"]}},
               {"name":"seconds","schema":{"enum":["4","8"]}},
               {"name":"temperature","schema":{"type":"number","minimum":0,"maximum":2}},
               {"name":"web_search","schema":{"type":"boolean"}},
               {"name":"note","schema":{"type":"string"}},
               {"name":"odd","schema":{}},
               {"name":"model","schema":{"enum":["other"]}},
               {"name":"voice","schema":{"enum":[%s]}}]},
             {"id":"seer","architecture":{"input_modalities":["text","image"]},"supported_features":["tools"]},
             {"id":"filmer","architecture":{"input_modalities":["text"],"output_modalities":["video"]}},
             {"id":"unstated"}]}""".formatted(
                    IntStream.range(0, 115).mapToObj(i -> "\"v" + i + "\"").collect(Collectors.joining(",")));
    private static final String PICTURE =
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\"},{\"image_url\":{},\"type\":\"image_url\"}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"effort\":\"medium\" | 'effort' must be one of low, high for the model thinker,",
                "\"effort\":\"\" | 'effort' must be one of low, high",
                "\"effort\":3 | 'effort' must be one of low, high",
                "\"seconds\":\"6\" | 'seconds' must be one of 4, 8",
                "\"seconds\":6 | 'seconds' must be one of 4, 8",
                "\"temperature\":2.0001 | 'temperature' must be 0 to 2",
                "\"temperature\":-1 | 'temperature' must be 0 to 2",
                "\"temperature\":3e2 | 'temperature' must be 0 to 2",
                "\"extra_body\":{\"effort\":\"medium\"} | 'effort' must be one of low, high",
                "\"voice\":\"x\" | v18, v19 or 95 more for the model thinker",
            })
    void aValueOutsideWhatTheModelDeclaresIsRefusedWithWhatIsAllowed(String member, String words) {
        Failure failure = refusal("thinker", member, false);
        assertEquals("unsupported_value", failure.code());
        assertEquals(400, failure.status());
        assertTrue(failure.message().contains(words), failure::message);
        assertTrue(failure.message().contains("Nothing was sent to Poe."), failure::message);
        assertFalse(failure.message().contains("medium"), failure::message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"effort\":\"low\"",
                "\"effort\":\"HIGH\"",
                "\"effort\":null",
                "\"effort\":true",
                "\"effort\":{\"a\":1}",
                "\"effort\":[\"medium\"]",
                "\"metadata\":{\"effort\":\"medium\"}",
                "\"seconds\":8",
                "\"temperature\":0",
                "\"temperature\":2.0",
                "\"temperature\":20e-1",
                "\"temperature\":\"9\"",
                "\"web_search\":\"yes\"",
                "\"note\":5",
                "\"odd\":5",
                "\"undeclared\":5",
                "\"tools\":[{}]"
            })
    void whatTheListDoesNotSpeakAgainstPasses(String member) {
        pass("thinker", member, false);
    }

    @Test
    void picturesAreRefusedWhereTheModelTakesTextAloneAndMakesTextAlone() {
        Failure failure = refusal("thinker", "\"messages\":[" + PICTURE + "]", false);
        assertEquals("unsupported_feature", failure.code());
        assertTrue(failure.message().contains("The model thinker takes no pictures"), failure::message);
        for (String model : new String[] {"seer", "filmer", "unstated", "unlisted"}) {
            pass(model, "\"messages\":[" + PICTURE + "]", true);
        }
        pass("thinker", "\"messages\":[{\"content\":\"image_url\"},{\"content\":[{\"text\":\"image_url\"}]}]", false);
    }

    @Test
    void toolsAreRefusedOnlyWhereThatIsWantedAndNoneAreListed() {
        String tools = "\"tools\":[{\"type\":\"function\"}]";
        pass("unstated", tools, false);
        pass("seer", tools, true);
        pass("unlisted", tools, true);
        pass("unstated", "\"tools\":[]", true);
        pass("unstated", "\"tools\":null", true);
        assertEquals("unsupported_feature", refusal("unstated", tools, true).code());
    }

    @Test
    void nothingIsRefusedForWhatTheBundledListSays() {
        byte[] body = body("gpt-5.2", "\"reasoning_effort\":\"unheard\"");
        ModelSelection selection = new ModelSelection(new CurrentCatalog(Map.of()), true);
        assertEquals(
                "gpt-5.2",
                selection
                        .select(new ChatFormat(), new ChatFormat().open(body), body, AllowedModels.ALL)
                        .opening()
                        .model());
    }

    private static Failure refusal(String model, String member, boolean strict) {
        return assertThrows(FailureException.class, () -> pass(model, member, strict), member)
                .failure();
    }

    private static void pass(String model, String member, boolean strict) {
        byte[] body = body(model, member);
        CurrentCatalog catalog = new CurrentCatalog(Map.of());
        catalog.update(ModelDocument.read(LIST.getBytes(UTF_8)));
        new ModelSelection(catalog, strict)
                .select(new ChatFormat(), new ChatFormat().open(body), body, AllowedModels.ALL);
    }

    private static byte[] body(String model, String member) {
        String messages = member.contains("\"messages\"") ? "" : ",\"messages\":[]";
        return ("{\"model\":\"" + model + "\"," + member + messages + "}").getBytes(UTF_8);
    }
}
