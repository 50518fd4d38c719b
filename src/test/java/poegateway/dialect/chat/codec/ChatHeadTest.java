package poegateway.dialect.chat.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ReplyEvent;
import poegateway.core.Usage;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

@Execution(ExecutionMode.CONCURRENT)
class ChatHeadTest {
    private static final String COUNTS = "\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7";

    private static final ReplyContext CONTEXT =
            new ReplyContext("req-1", 55, new Opening("asked", false, false, JsonEdits.NONE), PoeErrors.of("asked"));

    @Test
    void countsHaveATotalUnlessTheModelGaveOne() {
        assertEquals("{" + COUNTS + "}", usage(Extras.none(Dialect.CHAT)));
        assertEquals(
                "{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":9,\"cost\":1.5}",
                usage(new Extras(Dialect.CHAT, Map.of("total_tokens", JsonSlice.of("9"))), "cost", "1.5"));
    }

    @Test
    void whatOtherDialectsCountApartHasItsPlace() {
        assertEquals(
                "{" + COUNTS + ",\"prompt_tokens_details\":{\"cached_tokens\":2}}",
                usage(extras(Dialect.MESSAGES, "cache_read_input_tokens", "2")));
        assertEquals(
                "{" + COUNTS + ",\"prompt_tokens_details\":{\"cached_tokens\":2}}",
                usage(extras(Dialect.RESPONSES, "input_tokens_details", "{\"cached_tokens\":2}")));
        assertEquals(
                "{" + COUNTS + ",\"completion_tokens_details\":{\"reasoning_tokens\":1}}",
                usage(extras(Dialect.RESPONSES, "output_tokens_details", "{\"reasoning_tokens\":1}")));
    }

    @Test
    void whatIsNotCountedOrMeansSomethingElseIsNotTold() {
        assertEquals("{" + COUNTS + "}", usage(extras(Dialect.RESPONSES, "input_tokens_details", "[2]")));
        assertEquals("{" + COUNTS + "}", usage(extras(Dialect.RESPONSES, "input_tokens_details", "{}")));
        assertEquals("{" + COUNTS + "}", usage(extras(Dialect.RESPONSES, "cache_read_input_tokens", "2")));
        assertEquals(
                "{" + COUNTS + "}",
                usage(extras(Dialect.MESSAGES, "output_tokens_details", "{\"reasoning_tokens\":1}")));
    }

    @Test
    void whatPoeDidNotTellIsTheGatewaysOwnOrTheCallers() {
        String ours = "{\"id\":\"chatcmpl-req-1\",\"object\":\"o\",\"created\":55,\"model\":\"asked\"}";
        assertEquals(ours, head(ReplyEvent.Begun.untold(Dialect.CHAT)));
        assertEquals(
                ours,
                head(new ReplyEvent.Begun(
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.of(JsonText.EMPTY),
                        extras(Dialect.RESPONSES, "more", "1"))));
        assertEquals(
                "{\"id\":\"a\",\"object\":\"o\",\"created\":5,\"model\":\"m\",\"more\":1}",
                head(new ReplyEvent.Begun(
                        Optional.of(JsonText.of("a")),
                        OptionalLong.of(5),
                        Optional.of(JsonText.of("m")),
                        extras(Dialect.CHAT, "more", "1"))));
    }

    private static Extras extras(Dialect origin, String name, String json) {
        return new Extras(origin, Map.of(name, JsonSlice.of(json)));
    }

    private static String usage(Extras extras, String... more) {
        Map<String, JsonSlice> all = new LinkedHashMap<>(extras.members());
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], JsonSlice.of(more[i + 1]));
        }
        JsonWriter json = new JsonWriter();
        ChatHead.writeUsage(json, new Usage(3, 4), new Extras(extras.origin(), all));
        return new String(json.written().toByteArray(), UTF_8);
    }

    private static String head(ReplyEvent.Begun begun) {
        JsonWriter json = new JsonWriter();
        json.beginObject();
        ChatHead.write(json, "o", begun, CONTEXT);
        return new String(json.endObject().written().toByteArray(), UTF_8);
    }
}
