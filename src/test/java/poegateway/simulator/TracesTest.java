package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import poegateway.simulator.script.SimulatedRequest;

/** What leaves a trace in the text of an answer, so that a test of a program can see that it arrived. */
class TracesTest {
    private static final String TRACE =
            "You wrote: what. You attached: a.pdf, 2 pictures. The instructions begin: Be kind.";

    private final PoeResponder responder = SimulatorFixture.responder();

    @Test
    void aChatShowsItsPicturesItsFilesAndItsInstructions() {
        for (String role : new String[] {"system", "developer"}) {
            String text = ask("/v1/chat/completions", """
                    {"model":"gpt-4o","messages":[{"role":"%s","content":"Be kind."},{"role":"user","content":[
                    {"type":"text","text":"what"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                    {"type":"image_url","image_url":{"url":"https://a.example/b.png"}},
                    {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}}]}]}
                    """.formatted(role))
                    .at("/choices/0/message/content")
                    .asText();
            assertTrue(text.endsWith(TRACE), text);
        }
    }

    @Test
    void aSoundIsNamedAndWhatHasNoneOfTheseSaysNothingOfThem() {
        String text = ask("/v1/chat/completions", """
                {"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"text","text":"what"},
                {"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}}]}]}
                """)
                .at("/choices/0/message/content")
                .asText();
        assertTrue(text.endsWith("You wrote: what. You attached: a sound"), text);
        String plain = ask("/v1/chat/completions", SimulatorFixture.request("gpt-4o", "what", false, ""))
                .at("/choices/0/message/content")
                .asText();
        assertTrue(plain.endsWith("You wrote: what"), plain);
    }

    @Test
    void aResponseShowsThemToo() {
        JsonNode response = ask("/v1/responses", """
                {"model":"gpt-5.4","input":[{"role":"developer","content":"Be kind."},{"role":"user","content":[
                {"type":"input_text","text":"what"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"},
                {"type":"input_image","image_url":"https://a.example/b.png"},
                {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}]}]}
                """);
        assertTrue(response.toString().contains(TRACE), response::toString);
    }

    @Test
    void aMessageShowsThemToo() {
        JsonNode message = ask("/v1/messages", """
                {"model":"claude-sonnet-4.6","max_tokens":200,"system":"Be kind.","messages":[{"role":"user","content":[
                {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                {"type":"image","source":{"type":"url","url":"https://a.example/b.png"}},
                {"type":"document","title":"a.pdf","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}},
                {"type":"text","text":"what"}]}]}
                """);
        assertTrue(message.toString().contains(TRACE), message::toString);
    }

    @Test
    void aBotShowsItsInstructionsAndTheNamesOfItsFiles() {
        String events = SimulatorFixture.text(responder.scriptFor(request("/bot/gpt-4o", """
                {"version":"1.2","type":"query","user_id":"","conversation_id":"","message_id":"","query":[
                {"role":"system","content":"Be kind."},{"role":"user","content":"what","attachments":[
                {"url":"https://a.example/b.png","content_type":"image/png","name":"b.png"}]}]}
                """)));
        String text = events.replaceAll("(?s)event: \\w+\\s+data: \\{(\"text\": \"([^\"]*)\")?[^}]*}\\s*", "$2");
        assertTrue(text.contains("You wrote: what. You attached: b.png. The instructions begin: Be kind."), events);
    }

    @Test
    void callsOfToolsCostTokens() {
        JsonNode usage = ask(
                        "/v1/chat/completions",
                        SimulatorFixture.request("gpt-4o", "hello", false, SimulatorFixture.TOOLS))
                .path("usage");
        // getWeather is 10 characters, its arguments are 31
        assertEquals(3 + 8, usage.path("completion_tokens").asInt());
        assertEquals(
                usage.path("prompt_tokens").asInt() + 11,
                usage.path("total_tokens").asInt());
    }

    private JsonNode ask(String path, String body) {
        return SimulatorFixture.json(responder.scriptFor(request(path, body)));
    }

    private static SimulatedRequest request(String path, String body) {
        Map<String, String> headers = Map.of("authorization", "Bearer good", "anthropic-version", "2023-06-01");
        return new SimulatedRequest("POST", path, "", headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
