package poegateway.simulator.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.PoeResponder;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script;

class MagicModelsTest {
    private final PoeResponder responder = SimulatorFixture.responder();

    private Script stream(String model) {
        return SimulatorFixture.ask(responder, model, true, "");
    }

    private Script whole(String model) {
        return SimulatorFixture.ask(responder, model, false, "");
    }

    @Test
    void theTableInTheDocumentNamesEveryModelWithItsMeaning() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/simulator.md")).stream()
                .dropWhile(line -> !line.startsWith("| model |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        List<String> expected = responder.magic().models().stream()
                .map(model -> "| `" + model.name() + "` | " + model.meaning() + " |")
                .toList();

        assertEquals(expected, rows, "copy the expected rows into docs/simulator.md");
    }

    @Test
    void everyModelAnswersBothSortsOfRequestInAnyCase() {
        for (MagicModel model : responder.magic().models()) {
            String name = model.name().toUpperCase(Locale.ROOT);
            for (boolean streamed : new boolean[] {true, false}) {
                Script script = SimulatorFixture.ask(responder, name, streamed, SimulatorFixture.TOOLS);
                assertTrue(script.status() >= 200, name);
                assertTrue(
                        script.status() != 404 || model.name().startsWith("error-404"),
                        () -> model.name() + " is taken for an unknown model");
            }
        }
    }

    @Test
    void thereIsAModelForEveryMishap() {
        Set<Class<?>> seen = new HashSet<>();
        for (MagicModel model : responder.magic().models()) {
            seen.add(stream(model.name()).mishap().getClass());
        }

        assertEquals(new HashSet<>(Arrays.asList(Mishap.class.getPermittedSubclasses())), seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset-mid-body", "close-mid-body", "end-early", "hang-mid-body", "bad-chunk-size"})
    void aFaultInTheBodyHasSomeOfTheBodyBeforeAndAfterIt(String mishap) {
        assertTrue(stream("mishap-" + mishap).pieces().size() > 3);
        assertTrue(whole("mishap-" + mishap).pieces().size() > 3);
    }

    @ParameterizedTest
    @CsvSource({
        "error-401, 401",
        "error-402, 402",
        "error-403-moderation, 403",
        "error-404-tools, 404",
        "error-408, 408",
        "error-413, 413",
        "error-422, 422",
        "error-429, 429",
        "error-500, 500",
        "error-502, 502",
        "error-503, 503",
        "error-529, 529"
    })
    void errorsHaveTheirStatus(String model, int status) {
        Script script = stream(model);

        assertEquals(status, script.status());
        assertEquals("application/json", script.headers().get("content-type"));
        assertTrue(SimulatorFixture.json(script).path("error").has("message"));
    }

    @ParameterizedTest
    @CsvSource({
        "error-429-retry-after-2, 2",
        "error-429-retry-after-300, 300",
        "error-429-retry-after-http-date, 'Fri, 1 May 2026 10:00:02 GMT'",
        "error-429-retry-after-past-date, 'Thu, 30 Apr 2026 10:00:00 GMT'",
        "error-503-retry-after-0, 0"
    })
    void retryAfterIsToldInEveryForm(String model, String value) {
        assertEquals(value, whole(model).headers().get("retry-after"));
    }

    @Test
    void codesComeAsNumberAsStringAndNotAtAll() {
        assertTrue(SimulatorFixture.json(whole("error-code-integer"))
                .at("/error/code")
                .isInt());
        assertTrue(SimulatorFixture.json(whole("error-code-string"))
                .at("/error/code")
                .isTextual());
        assertFalse(
                SimulatorFixture.json(whole("error-code-missing")).path("error").has("code"));
        String nested = SimulatorFixture.json(whole("error-nested-json"))
                .at("/error/message")
                .asText();
        assertEquals("error", SimulatorFixture.json(nested).path("type").asText());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 529})
    void onceMeansEveryOtherTime(int status) {
        for (int round = 0; round < 3; round++) {
            assertEquals(status, whole("once-" + status).status());
            assertEquals(200, stream("once-" + status).status());
        }
        assertEquals(
                status,
                SimulatorFixture.ask(SimulatorFixture.responder(), "once-" + status, true, "")
                        .status());
    }

    @Test
    void theEndlessModelsShareOneLongScript() {
        for (String name : List.of("endless", "flood")) {
            assertEquals(EndlessModel.EVENTS, stream(name).pieces().size());
            assertSame(stream(name).pieces(), stream(name).pieces(), "one list for all callers");
            assertSame(whole(name).pieces(), whole(name).pieces(), "one list for all callers");
        }
    }

    @Test
    void thereIsNoScriptOfAModelThatIsNot() {
        assertThrows(IllegalArgumentException.class, () -> responder.scriptOf("no-such-model", true));
        assertEquals(429, responder.scriptOf("error-429", true).status());
        assertEquals(200, responder.scriptOf("GPT-4o", false).status());
    }
}
