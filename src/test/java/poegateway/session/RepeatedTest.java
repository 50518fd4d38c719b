package poegateway.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.Message;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.ResponsesFormat;

/** When a conversation begins with another one. */
@Execution(ExecutionMode.CONCURRENT)
class RepeatedTest {
    private static final String USER = "{\"role\":\"user\",\"content\":\"one\"}";
    private static final String YES = "{\"role\":\"assistant\",\"content\":\"yes\"}";
    private static final String CALLS =
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
                    + "{\"name\":\"f\",\"arguments\":\"{\\\"a\\\": 1, \\\"b\\\":\\\"\\\\u00e9\\\"}\"}}]}";
    private static final String RESULT = "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"4\"}";

    @Test
    void theSameMessagesAreRepeatedWhateverTheirSpelling() {
        repeats(2, chat(USER, YES, USER), chat(USER, YES));
        repeats(1, chat("{\"content\":\"o\\u006ee\",\"x\":1,\"role\":\"user\"}", USER), chat(USER));
        repeats(1, chat("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"one\"}]}"), chat(USER));
        repeats(2, chat(USER, YES), chat(USER, YES));
    }

    @Test
    void whatDiffersIsNoRepetition() {
        repeats(0, chat(USER), chat(USER, YES));
        repeats(0, chat(YES, USER), chat(USER, YES));
        repeats(0, chat("{\"role\":\"user\",\"content\":\"on\"}"), chat(USER));
        repeats(0, chat("{\"role\":\"user\",\"content\":\"oneyes\"}"), chat(USER, YES));
        repeats(0, chat("{\"role\":\"assistant\",\"content\":\"one\"}"), chat(USER));
        repeats(0, chat(USER, YES), List.of());
        repeats(0, List.of(), chat(USER));
        repeats(0, chat("{\"role\":\"user\",\"content\":\"on\"}", "{\"role\":\"user\",\"content\":\"e\"}"), chat(USER));
    }

    @Test
    void idsThoughtsAndTheOrderOfMembersDoNotCount() {
        String other = CALLS.replace("c1", "other")
                .replace("\\\"a\\\": 1, \\\"b\\\":\\\"\\\\u00e9\\\"", "\\\"b\\\":\\\"\u00e9\\\",\\\"a\\\":1");
        String thinking = CALLS.replace("{\"role\"", "{\"reasoning_content\":\"hm\",\"role\"");
        repeats(3, chat(USER, other, RESULT.replace("c1", "other"), YES), chat(USER, thinking, RESULT));
        repeats(0, chat(USER, CALLS.replace(" 1", " 2"), RESULT), chat(USER, CALLS, RESULT));
        repeats(0, chat(USER, CALLS, RESULT.replace("4", "5")), chat(USER, CALLS, RESULT));
        repeats(0, chat(USER, CALLS.replace("\"f\"", "\"g\"")), chat(USER, CALLS));
    }

    @Test
    void theSameIsRepeatedInAnotherDialect() {
        List<Message> messages = new MessagesFormat()
                .callerCodec()
                .orElseThrow()
                .readRequest(
                        ("{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                                        + "\"text\":\"one\"}]},{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"y\"},"
                                        + "{\"type\":\"text\",\"text\":\"es\"},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":"
                                        + "{\"b\":\"\u00e9\",\"a\":1}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                                        + "\"tool_use_id\":\"t\",\"content\":\"4\"},{\"type\":\"text\",\"text\":\"and\"}]}]}")
                                .getBytes(UTF_8),
                        "m")
                .messages();
        String said = CALLS.replace("\"content\":null", "\"content\":\"yes\"");
        repeats(messages.size() - 1, messages, chat(USER, said, RESULT));
        List<Message> items = new ResponsesFormat()
                .callerCodec()
                .orElseThrow()
                .readRequest(
                        ("{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"one\"},{\"type\":\"message\",\"role\":\"assistant\","
                                        + "\"content\":[{\"type\":\"output_text\",\"text\":\"yes\"}]},{\"type\":\"function_call\",\"call_id\":\"t\","
                                        + "\"name\":\"f\",\"arguments\":\"{\\\"b\\\":\\\"\u00e9\\\",\\\"a\\\":1}\"},{\"type\":\"function_call_output\","
                                        + "\"call_id\":\"t\",\"output\":\"4\"},{\"role\":\"user\",\"content\":\"and\"}]}")
                                .getBytes(UTF_8),
                        "m")
                .messages();
        repeats(items.size() - 1, items, chat(USER, said, RESULT));
    }

    @Test
    void documentsAreComparedByWhatTheySay() {
        assertTrue(SameJson.isSame("{\"a\":[1,{\"b\":null}]}", " {\"a\" : [ 1 , {\"b\":null} ] }"));
        assertTrue(SameJson.isSame("\"\\u0041\"", "\"A\""));
        assertFalse(SameJson.isSame("{\"a\":1}", "{\"a\":1,\"b\":2}"));
        assertFalse(SameJson.isSame("[1,2]", "[2,1]"));
        assertFalse(SameJson.isSame("{\"a\":", "{\"a\":"));
        assertFalse(SameJson.isSame("", "null"));
        String deep = "[".repeat(150) + "1" + "]".repeat(150);
        assertFalse(SameJson.isSame(deep, deep.replace("1", "2")));
    }

    private static void repeats(int expected, List<Message> sent, List<Message> known) {
        assertEquals(expected, Repeated.messages(sent, known));
    }

    private static List<Message> chat(String... messages) {
        String body = "{\"model\":\"m\",\"messages\":[" + String.join(",", messages) + "]}";
        return new ChatFormat()
                .callerCodec()
                .orElseThrow()
                .readRequest(body.getBytes(UTF_8), "m")
                .messages();
    }
}
