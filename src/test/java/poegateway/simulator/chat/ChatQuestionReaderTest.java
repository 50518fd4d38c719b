package poegateway.simulator.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.answer.Question;

class ChatQuestionReaderTest {
    private static final int LARGE = 40 << 20;
    private static final long LITTLE = 1 << 20;

    private static ChatQuestion chat(String body) throws IOException {
        return ChatQuestionReader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Question read(String body) throws IOException {
        return chat(body).question();
    }

    @Test
    void theLastUserMessageIsQuotedWhateverTheOrderOfKeys() throws IOException {
        ChatQuestion chat = chat("""
                {"messages":[{"content":"first","role":"user"},{"role":"assistant","content":null},
                 {"content":[{"type":"image_url","image_url":{"url":"data:x"}},{"text":"second","type":"text"},
                 {"type":"text","text":"third"}],"role":"user"},{"role":"system","content":"last"}],
                 "stream_options":{"include_usage":true},"stream":true,"model":"M","reasoning_effort":"low"}""");

        Question request = chat.question();

        assertEquals("second", request.userText());
        assertEquals(4, chat.messages());
        assertEquals("M", request.model());
        assertEquals("low", request.effort());
        assertTrue(request.stream() && chat.includeUsage());
        assertEquals("firstsecondthirdlast".length(), request.prompt().textBytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"thinking_budget\":2000 | high",
                "\"thinking_budget\":0 | ''",
                "\"enable_thinking\":true | high",
                "\"enable_thinking\":false | ''",
                "\"thinking_budget\":{\"a\":1} | ''",
                "\"thinking_level\":\"low\" | low",
                "\"output_effort\":\"max\",\"enable_thinking\":true | max"
            })
    void aParameterOfTheModelsOwnAsksForThoughtsToo(String member, String effort) throws IOException {
        assertEquals(effort, read("{" + member + ",\"model\":\"M\"}").effort());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"none\" | none",
                "\"required\" | required",
                "{\"type\":\"function\",\"function\":{\"name\":\"getTime\"}} | getTime",
                "{\"type\":\"allowed_tools\"} | auto",
                "null | auto"
            })
    void theChoiceOfAToolIsRead(String choice, String expected) throws IOException {
        assertEquals(expected, read("{\"tool_choice\":" + choice + "}").toolChoice());
    }

    @Test
    void toolsAreReadWithTheirSchemas() throws IOException {
        Question request = read("{" + SimulatorFixture.TOOLS + "}");

        assertEquals(2, request.tools().size());
        assertEquals("getWeather", request.tools().getFirst().name());
        assertEquals(
                "string",
                SimulatorFixture.json(request.tools().getFirst().schema())
                        .at("/properties/location/type")
                        .asText());
    }

    @Test
    void aQuoteIsCutBetweenCharacters() throws IOException {
        String userText = "ab" + "\uD83D\uDC27".repeat(80);
        Question plain = read(SimulatorFixture.request("m", userText, false, ""));
        Question escaped =
                read(SimulatorFixture.request("m", userText.replace("\uD83D\uDC27", "\\ud83d\\udc27"), false, ""));

        assertEquals("ab" + "\uD83D\uDC27".repeat(49), plain.userText());
        assertEquals(plain.userText(), escaped.userText());
    }

    @Test
    void escapesAreDecoded() throws IOException {
        assertEquals(
                "\"\\/\b\f\n\r\t\u00e9\u20ac",
                read(SimulatorFixture.request("m", "\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\u20ac", false, ""))
                        .userText());
    }

    @Test
    void aBodyCutAnywhereIsRefused() throws IOException {
        byte[] whole = SimulatorFixture.request(
                        "m", "h\\u00e9llo \u20ac", true, SimulatorFixture.TOOLS + ",\"tool_choice\":\"auto\"")
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(2, ChatQuestionReader.read(whole).question().tools().size());
        for (int end = 0; end < whole.length; end++) {
            byte[] cut = Arrays.copyOf(whole, end);
            assertThrows(
                    IOException.class,
                    () -> ChatQuestionReader.read(cut),
                    () -> new String(cut, StandardCharsets.UTF_8));
        }
    }

    @Test
    void otherEncodingsAndDeepNestingAreRefused() {
        byte[] wide = SimulatorFixture.request("m", "hello", false, "").getBytes(StandardCharsets.UTF_16LE);
        assertThrows(IOException.class, () -> ChatQuestionReader.read(wide));
        assertThrows(IOException.class, () -> read("{\"a\":" + "[".repeat(5000)));
    }

    @Test
    void aByteOrderMarkDoesNotMoveTheQuote() throws IOException {
        assertEquals(
                "hello",
                read("\uFEFF" + SimulatorFixture.request("m", "hello", false, ""))
                        .userText());
    }

    @Test
    void aLargePictureIsNeverHeldAsText() throws IOException {
        byte[] body = large(
                "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"",
                "\"}},{\"type\":\"text\",\"text\":\"what is it\"}]");
        Question request = withinLittleMemory(body);

        assertEquals("what is it", request.userText());
    }

    @Test
    void aLargeTextIsNeverHeldWhole() throws IOException {
        Question request = withinLittleMemory(large("\"", "\""));

        assertEquals("A".repeat(200), request.userText());
        assertEquals(LARGE, request.prompt().textBytes());
    }

    private static byte[] large(String before, String after) {
        byte[] head = ("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":" + before)
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = (after + "}]}").getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(head, head.length + LARGE + tail.length);
        Arrays.fill(body, head.length, head.length + LARGE, (byte) 'A');
        System.arraycopy(tail, 0, body, head.length + LARGE, tail.length);
        return body;
    }

    private static Question withinLittleMemory(byte[] body) throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Question request = ChatQuestionReader.read(body).question();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < LITTLE, () -> allocated + " bytes were allocated");
        return request;
    }
}
