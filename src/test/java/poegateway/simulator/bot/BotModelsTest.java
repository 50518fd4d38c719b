package poegateway.simulator.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.simulator.bot.BotPeer.HELLO;
import static poegateway.simulator.bot.BotPeer.TOOLS;
import static poegateway.simulator.bot.BotPeer.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.script.Script;

class BotModelsTest {
    private final BotPeer peer = new BotPeer();

    @Test
    void theTableInTheDocumentNamesEveryModelWithItsMeaning() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/simulator.md")).stream()
                .dropWhile(line -> !line.startsWith("| bot |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        List<String> expected = BotModels.models().stream()
                .map(model -> "| `" + model.name() + "` | " + model.meaning() + " |")
                .toList();

        assertEquals(expected, rows, "copy the expected rows into docs/simulator.md");
    }

    @Test
    void everyModelAnswersWithAndWithoutTools() {
        for (MagicModel model : BotModels.models()) {
            for (String tools : new String[] {"", TOOLS}) {
                Script script = peer.post(model.name(), query(HELLO, tools));
                assertEquals(200, script.status(), model.name());
                assertFalse(SimulatorFixture.text(script).contains("Bot does not exist"), model.name());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bot-no-done, meta text",
        "bot-empty, meta done",
        "bot-error-then-done, error done",
        "bot-error-after-text, meta text error done",
        "bot-error-after-text-retry, meta text error",
        "bot-error-bare, error",
        "bot-error-privacy, error",
        "bot-done-twice, meta text done meta text done",
        "bot-no-meta, text done",
        "bot-meta-late, text meta text done",
        "bot-metadata, meta data text done",
        "bot-unknown-event, meta sample text done",
        "bot-suggests, meta text suggested_reply done",
        "bot-replaces, meta text replace_response text done",
        "bot-replaces-empty, meta text replace_response text done",
        "bot-progress-then-replace, meta text replace_response done",
        "bot-thinks-replaced, meta text replace_response done",
        "bot-text-as-json, meta json done",
        "bot-one-piece, meta text done",
        "bot-file, meta text file done",
        "bot-file-first, meta text file text done",
        "bot-file-beside, meta text file done",
        "bot-file-only, meta file done",
        "bot-file-missing, meta text done",
        "bot-data-not-object, meta text done"
    })
    void eventsComeAsTheNameSays(String bot, String names) {
        assertEquals(names, BotPeer.names(peer.ask(bot)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bot-no-done",
                "bot-no-meta",
                "bot-meta-late",
                "bot-pings",
                "bot-index",
                "bot-suggests",
                "bot-replaces",
                "bot-replaces-empty",
                "bot-progress-then-replace",
                "bot-thinks-replaced",
                "bot-one-piece",
                "bot-file-beside"
            })
    void theTextInTheEndIsTheOrdinaryOne(String bot) {
        assertEquals(
                "This is a simulated answer in the name of " + bot + "; no model was asked. You wrote: hello",
                BotPeer.text(peer.ask(bot)));
    }

    @ParameterizedTest
    @CsvSource({"bot-thinks, *Thinking...*", "bot-thinks-plainly, Thinking..."})
    void thoughtsAreQuotedLinesUnderAHeading(String bot, String heading) {
        assertTrue(BotPeer.text(peer.ask(bot))
                .startsWith(heading + "\n\n> The user wrote something.\n> \n> No model is thinking here.\n\nThis"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot-file", "bot-file-first"})
    void aPictureIsNamedByItsReference(String bot) {
        Script script = peer.ask(bot);
        String ref = BotPeer.last(script, "file").path("inline_ref").asText();

        assertEquals("Here it is: ![sample.png][" + ref + "]", BotPeer.text(script));
    }

    @Test
    void aFileBesideTheTextHasNoReference() {
        assertTrue(BotPeer.last(peer.ask("bot-file-beside"), "file")
                .path("inline_ref")
                .isNull());
    }

    @Test
    void pingsStandBetweenTheEventsAndNotAtTheEnds() {
        List<BotPeer.Seen> events = BotPeer.events(peer.ask("bot-pings"));

        assertEquals("meta", events.getFirst().name());
        assertEquals("done", events.getLast().name());
        for (int i = 1; i < events.size() - 1; i += 2) {
            assertEquals(new BotPeer.Seen("ping", "{}"), events.get(i));
        }
    }

    @Test
    void eachEventHasItsIndex() {
        for (BotPeer.Seen event : BotPeer.events(peer.ask("bot-index"))) {
            assertEquals(0, event.json().path("index").asInt(-1), event::data);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bot-data-not-object; text; [\"text\"]",
                "bot-data-malformed; text; {\"text\": \"broke",
                "bot-text-not-string; text; {\"text\": 7}",
                "bot-text-missing; text; {}",
                "bot-meta-wrong-types; meta; {\"linkify\": \"yes\"}",
                "bot-error-bare; error; {}",
                "bot-done-not-object; done; done"
            })
    void dataIsWrongAsTheNameSays(String bot, String event, String data) {
        assertTrue(BotPeer.events(peer.ask(bot)).contains(new BotPeer.Seen(event, data)));
    }

    @Test
    void textInJsonIsTheSameText() {
        var text = new StringBuilder();
        BotPeer.events(peer.ask("bot-text-as-json")).stream()
                .filter(event -> event.name().equals("json"))
                .forEach(event ->
                        text.append(event.json().at("/choices/0/delta/content").asText()));

        assertTrue(text.toString().endsWith("You wrote: hello"), text::toString);
    }

    @Test
    void callsAreBentAsTheNameSays() {
        assertFalse(SimulatorFixture.text(peer.ask("bot-tool-no-name")).contains("getWeather"));
        assertFalse(SimulatorFixture.text(peer.ask("bot-tool-no-index")).contains("\"tool_calls\": [{\"index\""));
        String unfinished = SimulatorFixture.text(peer.ask("bot-tool-unfinished"));
        assertTrue(unfinished.contains("\"tool_calls\": [{\"index\": 0, \"function\""), unfinished);
        assertFalse(unfinished.contains("\"finish_reason\": \"") || unfinished.contains("event: done"), unfinished);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sse-crlf", "sse-multi-line", "tool-parallel", "mishap-drip", "slow-events", "long-answer"})
    void whatIsSharedByAllSurfacesAnswersInThisForm(String bot) {
        String text = SimulatorFixture.text(peer.ask(bot));

        assertTrue(text.startsWith("event: meta"), text);
        assertTrue(text.replace("\r", "").matches("(?s).*event: done\ndata: \\{(\ndata: )?}\n\n"), text);
    }
}
