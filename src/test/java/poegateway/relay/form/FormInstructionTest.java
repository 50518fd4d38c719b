package poegateway.relay.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.Role;
import poegateway.dialect.Codec;
import poegateway.dialect.Target;
import poegateway.dialect.WireFormat;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.ResponsesFormat;

@Execution(ExecutionMode.CONCURRENT)
class FormInstructionTest {
    private static final Codec CHAT = new ChatFormat().codec().orElseThrow();
    private static final String USER = "{'role':'user','content':'Where?'}";
    private static final String ANSWER = "{'role':'assistant','content':'Oslo'}";
    private static final String CALL = "{'role':'assistant','content':null,'tool_calls':[{'id':'c1','type':'function',"
            + "'function':{'name':'f','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c1','content':'rain'}";
    /** Which messages have it changes from turn to turn, and not what a cache compares. */
    private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";

    private static final String SCHEMA = "{'type':'json_schema','json_schema':{'name':'n','description':'A place.',"
            + "'schema':{'type':'object'}}}";

    @Test
    void theWordsStandBehindTheLastOfTheUser() {
        Prompt asked =
                FormInstruction.inWords(prompt("{'role':'system','content':'Be kind.'}," + USER + "," + CALL, SCHEMA));
        assertEquals(List.of(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL), roles(asked));
        assertTrue(asked.form().isEmpty());
        String sent = body(new BotFormat(), asked);
        assertTrue(
                sent.contains(
                        "Where?\\n\\nAnswer with one JSON value that fits the JSON Schema below, and nothing else"),
                sent);
        assertTrue(sent.contains("What it is: A place.\\nThe JSON Schema: {\\\"type\\\":\\\"object\\\"}"), sent);
    }

    @Test
    void withoutAMessageOfTheUserTheyAreOne() {
        Prompt asked =
                FormInstruction.inWords(prompt("{'role':'system','content':'Be kind.'}", "{'type':'json_object'}"));
        assertEquals(List.of(Role.SYSTEM, Role.USER), roles(asked));
        String sent = body(new BotFormat(), asked);
        assertTrue(sent.contains("\"Answer with one JSON object, and nothing else"), sent);
        assertFalse(sent.contains("A call of a tool"), sent);
    }

    @Test
    void whatWasSaidBeforeHasTheSameBytesInEveryTurnOfAnyForm() {
        List<WireFormat> targets =
                List.of(new BotFormat(), new ChatFormat(), new MessagesFormat(), new ResponsesFormat());
        String second = USER + "," + ANSWER + ",{'role':'user','content':'And then?'}";
        for (WireFormat target : targets) {
            String plain = body(target, prompt(second, null));
            String history = plain.substring(0, plain.indexOf("And then?") + "And then?".length());
            if (target instanceof MessagesFormat || target instanceof ResponsesFormat || target instanceof ChatFormat) {
                history = history.substring(0, history.indexOf("Oslo") + "Oslo".length());
            }
            for (String form : List.of(SCHEMA, "{'type':'json_object'}")) {
                String asked = body(target, FormInstruction.inWords(prompt(second, form)));
                assertTrue(asked.startsWith(history), target.getClass() + asked);
                String third = body(target, FormInstruction.inWords(prompt(second + "," + ANSWER + "," + USER, form)));
                assertTrue(third.startsWith(history), target.getClass() + third);
            }
        }
    }

    @Test
    void aRoundOfToolsKeepsTheBytesOfTheTurnBefore() {
        String first = body(new BotFormat(), FormInstruction.inWords(prompt(USER, SCHEMA)));
        String next = body(new BotFormat(), FormInstruction.inWords(prompt(USER + "," + CALL, SCHEMA)));
        String query = first.substring(0, first.indexOf("}]", first.indexOf("Where?")));
        assertTrue(next.startsWith(query), next);
    }

    private static List<Role> roles(Prompt prompt) {
        return prompt.messages().stream().map(message -> message.role()).toList();
    }

    private static Prompt prompt(String messages, @Nullable String form) {
        String body =
                "{'model':'m','messages':[" + messages + "]" + (form == null ? "" : ",'response_format':" + form) + "}";
        return CHAT.readRequest(body.replace('\'', '"').getBytes(UTF_8), "m");
    }

    private static String body(WireFormat target, Prompt prompt) {
        Target model = new Target("m", false, Optional.empty(), Dialect.CHAT);
        byte[] body =
                target.codec().orElseThrow().writeRequest(prompt, model).body().toByteArray();
        return new String(body, UTF_8).replace("\\u000a", "\\n").replace(MARK, "");
    }
}
