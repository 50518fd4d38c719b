package poegateway.dialect.chat.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Role;
import poegateway.dialect.Codec;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;
import poegateway.dialect.chat.ChatFormat;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

@Execution(ExecutionMode.CONCURRENT)
class ChatRequestCodecTest {
    private static final Codec CODEC = new ChatFormat().codec().orElseThrow();
    private static final Extras NONE = Extras.none(Dialect.MESSAGES);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'tool','tool_call_id':'c','name':'f','content':[{'type':'text','text':'x','k':1}],'more':2}",
                "{'role':'assistant','reasoning_content':'why','content':'so'}",
                "{'role':'assistant','content':'so','reasoning_content':{'a':1}}",
                "{'role':'assistant','refusal':'no','content':null}",
                "{'role':'assistant','content':'so','refusal':['no']}",
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://x.example/a.png','detail':'low'},"
                        + "'cache':{'a':1}}]}",
                "{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav','k':1},'m':2}]}",
                "{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'AAAA'}}]}",
                "{'role':'user','content':[{'type':'input_audio','input_audio':{'format':'wav'}}]}",
                "{'role':'user','content':[{'type':'file','file':{'file_id':'f-1','filename':'a.pdf','k':1},'m':2}]}",
                "{'role':'user','content':[{'type':'file','file':{'file_data':'data:application/pdf;base64,AAAA'}}]}",
                "{'role':'assistant','tool_calls':[{'id':'c','type':'function','function':"
                        + "{'name':'f','arguments':'{}','strict':true},'index':0}]}",
            })
    void aMessageIsWrittenBackAsItCame(String message) {
        same("{'model':'m','messages':[" + message + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'response_format':{'type':'json_object'}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}}",
                "'response_format':{'type':'json_schema','json_schema':'none'}",
                "'response_format':{'type':'grammar','grammar':'x'}",
                "'max_completion_tokens':5",
            })
    void anOptionIsWrittenBackAsItCame(String option) {
        same("{'model':'m','messages':[]," + option + "}");
    }

    @Test
    void toolsAreWrittenBackAsTheyCameBeforeTheMessages() {
        same("{'model':'m','tools':[{'type':'function','function':{'name':'f','parameters':{},'strict':true},"
                + "'cache':{'a':1}}],'messages':[]}");
    }

    @Test
    void optionsOfTheStreamGoOnButForTheCounts() {
        String asked = "{'model':'m','messages':[],'stream':true,'stream_options':"
                + "{'include_usage':false,'include_obfuscation':false,'other':null}}";
        assertEquals(
                Map.of("stream_options.include_obfuscation", JsonSlice.of("false")),
                read(asked).extras().members());
    }

    @Test
    void anExtraBodyThatIsNoneIsPassedOver() {
        Prompt prompt = read("{'extra_body':[{'model':'no'}],'model':'m','messages':[],'stream':{'model':'no'}}");
        assertEquals("m", prompt.model());
        assertEquals(Map.of(), prompt.parameters());
    }

    @Test
    void ofTwoLimitsTheNewerNameWinsWhereverItStands() {
        assertEquals(OptionalLong.of(7), limit("'max_tokens':5,'max_completion_tokens':7"));
        assertEquals(OptionalLong.of(7), limit("'max_completion_tokens':7,'max_tokens':5"));
        assertEquals(OptionalLong.of(1), limit("'max_tokens':1"));
        assertEquals(OptionalLong.empty(), limit("'max_tokens':0"));
    }

    @Test
    void thatAResultFailedHasNoPlaceAndIsNamed() {
        Part.Result failed = new Part.Result(
                JsonText.of("c"),
                List.of(new Part.Words(JsonText.of("x"), NONE)),
                true,
                new Extras(Dialect.MESSAGES, Map.of("cache_control", JsonSlice.of("{}"))));
        WrittenRequest written = written(message(Role.USER, failed));
        assertEquals(json("{'role':'tool','tool_call_id':'c','content':'x'}"), only(written));
        assertEquals(List.of("tool_results.is_error", "tool_results.cache_control"), written.dropped());
    }

    @Test
    void thoughtsThatAreOnlySignedAreLeftOutAndNamed() {
        WrittenRequest written = written(message(
                Role.ASSISTANT,
                thinking("", Optional.of(JsonText.of("s"))),
                thinking("why", Optional.of(JsonText.of("s"))),
                thinking(" so", Optional.empty())));
        assertEquals(json("{'role':'assistant','reasoning_content':'why so'}"), only(written));
        assertEquals(List.of("messages.reasoning_content.signature"), written.dropped());
    }

    @Test
    void theNameOfAPictureOrASoundHasNoPlaceAndIsNamed() {
        for (MediaKind kind : List.of(MediaKind.IMAGE, MediaKind.AUDIO)) {
            String type = kind == MediaKind.IMAGE ? "image/png" : "audio/wav";
            Part.Media media = new Part.Media(
                    kind,
                    new MediaSource.Inline(JsonText.of(type), JsonText.of("AAAA")),
                    Optional.of(JsonText.of("a name")),
                    NONE);
            assertEquals(
                    List.of("content.name"), written(message(Role.USER, media)).dropped());
        }
    }

    private static Part.Thinking thinking(String text, Optional<JsonText> signature) {
        return new Part.Thinking(JsonText.of(text), signature, NONE);
    }

    private static Message message(Role role, Part... parts) {
        return new Message(role, List.of(parts), false, Optional.empty(), NONE);
    }

    private static OptionalLong limit(String members) {
        return read("{'model':'m','messages':[]," + members + "}").bounds().maxTokens();
    }

    private static void same(String request) {
        WrittenRequest written = write(read(request));
        assertEquals(json(request), text(written));
        assertEquals(List.of(), written.dropped());
    }

    private static Prompt read(String request) {
        return CODEC.readRequest(json(request).getBytes(UTF_8), "");
    }

    private static WrittenRequest written(Message message) {
        Prompt prompt = read("{'model':'m','messages':[]}");
        return write(prompt.withMessages(List.of(message)));
    }

    private static WrittenRequest write(Prompt prompt) {
        return CODEC.writeRequest(
                prompt,
                new Target(
                        prompt.model(), false, Optional.empty(), prompt.extras().origin()));
    }

    private static String only(WrittenRequest written) {
        String text = text(written);
        return text.substring(text.indexOf('[') + 1, text.lastIndexOf(']'));
    }

    private static String text(WrittenRequest written) {
        return new String(written.body().toByteArray(), UTF_8);
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }
}
