package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.conversation.Dialect;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Role;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Codec;
import poegateway.dialect.Opening;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;

/** Queries to a bot, as what they mean. */
class QueryReadingTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Codec CHAT = BotWire.CHAT.codec().orElseThrow();

    /** What the protocol's own library sends for one word. */
    private static final String LIBRARY =
            "{'version':'1.2','type':'query','query':[{'role':'user','message_type':null,'sender_id':null,'sender':null,"
                    + "'content':'Hello','parameters':{},'content_type':'text/markdown','timestamp':0,'message_id':'',"
                    + "'feedback':[],'attachments':[],'metadata':null,'referenced_message':null,'reactions':[]}],'user_id':'',"
                    + "'conversation_id':'','message_id':'','metadata':'','api_key':'<missing>','access_key':'<missing>',"
                    + "'temperature':null,'skip_system_prompt':false,'logit_bias':{},'stop_sequences':[],'language_code':'en',"
                    + "'adopt_current_bot_name':null,'bot_query_id':'','users':[],'tools':null,'tool_calls':null,"
                    + "'tool_results':null,'query_creation_time':null,'extra_params':null}";

    @Test
    void whatTheLibrarySendsLosesNothing() throws IOException {
        assertChat(LIBRARY, "{'model':'Some-Bot','messages':[{'role':'user','content':'Hello'}]}");
    }

    /** A schema with a null there would be refused. */
    @Test
    void theNullThatTheLibrarySendsForRequiredParametersIsLeftOut() throws IOException {
        String tool = "{'type':'function','function':{'name':'f','description':'F','parameters':{'type':'object',"
                + "'properties':{'a':{'type':'string'}}%s}}}";
        String query = "{'query':[{'role':'user','content':'Hello'}],'tools':[%s]}";
        String chat = "{'model':'Some-Bot','tools':[%s],'messages':[{'role':'user','content':'Hello'}]}";

        assertChat(query.formatted(tool.formatted(",'required':null")), chat.formatted(tool.formatted("")));
        assertChat(
                query.formatted(tool.formatted(",'required':['a']")),
                chat.formatted(tool.formatted(",'required':['a']")));
    }

    @Test
    void everythingThatChatCompletionsKnowIsTold() throws IOException {
        assertChat(
                "{'query':[{'role':'system','content':'Be brief.'},{'role':'user','content':'See','parameters':{'aspect':'1:1'},"
                        + "'attachments':[{'url':'https://e.com/a','content_type':'image/png','name':'a'},"
                        + "{'url':'https://e.com/b','content_type':'application/pdf','name':'b.pdf','parsed_content':'B'}]},"
                        + "{'role':'bot','content':'A cat.','feedback':[{'type':'like','reason':null}],'timestamp':7},"
                        + "{'role':'user','content':'And?','parameters':{'thinking_budget':9}}],'temperature':0.5,"
                        + "'stop_sequences':['a','b'],'user_id':'u','language_code':'de','tools':[{'type':'function','function':{"
                        + "'name':'f','description':'F','parameters':{'type':'object','properties':{}}}}]}",
                "{'model':'Some-Bot','tools':[{'type':'function','function':{'name':'f','description':'F',"
                        + "'parameters':{'type':'object','properties':{}}}}],'messages':[{'role':'system','content':'Be brief.'},"
                        + "{'role':'user','content':[{'type':'text','text':'See'},{'type':'image_url','image_url':{"
                        + "'url':'https://e.com/a'}},{'type':'file','file':{'file_data':'https://e.com/b','filename':'b.pdf'}}]},"
                        + "{'role':'assistant','content':'A cat.'},{'role':'user','content':'And?'}],'stop':['a','b'],"
                        + "'temperature':0.5,'thinking_budget':9}",
                "content.content_type",
                "content.parsed_content",
                "language_code",
                "messages.feedback",
                "messages.parameters",
                "messages.timestamp",
                "user_id");
    }

    @Test
    void callsAndResultsAreReadWhereverTheyStand() throws IOException {
        String calls =
                "[{'id':'%1$s','type':'function','function':{'name':'f','arguments':'{\\'x\\': \\'\\\\u00f6\\\\n\\'}'}},"
                        + "{'id':'%1$s2','type':'function','function':{'name':'g','arguments':'{}'}}]";
        String results = "[{'role':'tool','name':'f','tool_call_id':'%1$s','content':'1'},"
                + "{'role':'tool','name':'g','tool_call_id':'%1$s2','content':'\\'2\\''}]";
        String query =
                "{'query':[{'role':'user','content':'Hi'},{'role':'bot','message_type':'function_call','content':"
                        + quoted(calls.formatted("a")) + "},{'role':'tool','content':" + quoted(results.formatted("a"))
                        + "},{'role':'bot','content':'Wait.'}],'tool_calls':" + calls.formatted("b")
                        + ",'tool_results':"
                        + results.formatted("b") + "}";
        String round = "{'role':'assistant',%2$s'tool_calls':" + calls
                + "},{'role':'tool','tool_call_id':'%1$s','content':'1'},"
                + "{'role':'tool','tool_call_id':'%1$s2','content':'\\'2\\''}";
        assertChat(
                query,
                "{'model':'Some-Bot','messages':[{'role':'user','content':'Hi'},"
                        + round.formatted("a", "'content':'',") + "," + round.formatted("b", "'content':'Wait.',")
                        + "]}");
    }

    @Test
    void whatOnlyThisProtocolKnowsIsWrittenBackToIt() throws IOException {
        String query = "{'query':[{'role':'user','content':'x','content_type':'text/plain','message_id':'m1'}],"
                + "'conversation_id':'c1','skip_system_prompt':true}";
        Prompt prompt = read(query);
        WrittenRequest written = BotWire.CODEC.writeRequest(prompt, target(Dialect.BOT));
        assertEquals(List.of(), written.dropped());
        assertEquals(
                json(
                        "{'version':'1.2','type':'query','query':[{'role':'user','content':'x','content_type':'text/plain',"
                                + "'message_id':'m1'}],'user_id':'','conversation_id':'c1','message_id':'','skip_system_prompt':true}"),
                MAPPER.readTree(written.body().toByteArray()));
    }

    @Test
    void thePartsOfAPromptAreThoseOfTheQuery() {
        Prompt prompt = read("{'query':[{'role':'user','content':'','attachments':[{'url':'data:image/png;base64,AA',"
                + "'content_type':'image/png','name':''}]},{'role':'bot','content':''}]}");
        assertEquals("Some-Bot", prompt.model());
        Message first = prompt.messages().getFirst();
        assertEquals(Role.USER, first.role());
        assertEquals(1, first.parts().size());
        assertInstanceOf(Part.Media.class, first.parts().getFirst());
        assertInstanceOf(Part.Words.class, prompt.messages().getLast().parts().getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'query':{}|query",
                "'query':[7]|query[0]",
                "'query':[{'role':'user'}]|query[0].content",
                "'query':[{'role':'user','content':null}]|query[0].content",
                "'query':[{'role':'assistant','content':''}]|query[0].role",
                "'query':[{'content':''}]|query[0].role",
                "'query':[{'role':'tool','content':'x'}]|query[0].content",
                "'query':[{'role':'tool','content':'[{}]'}]|query[0].content[0].tool_call_id",
                "'query':[{'role':'bot','message_type':'function_call','content':'{}'}]|query[0].content",
                "'query':[{'role':'user','content':'','parameters':7}]|query[0].parameters",
                "'query':[{'role':'user','content':'','attachments':{}}]|query[0].attachments",
                "'query':[{'role':'user','content':'','attachments':[{'url':7}]}]|query[0].attachments[0].url",
                "'query':[],'temperature':'1'|temperature",
                "'query':[],'stop_sequences':'x'|stop_sequences",
                "'query':[],'stop_sequences':[1]|stop_sequences",
                "'query':[],'tools':[{'type':'function'}]|tools[0].function",
                "'query':[],'tools':[{'function':{}}]|tools[0].function.name",
                "'query':[],'tool_calls':[{'id':'a'}]|tool_calls[0].function",
                "'query':[],'tool_results':7|tool_results",
            })
    void aQueryThatIsWrongIsRefusedAtItsPlace(String members, String place) {
        FailureException refused = assertThrows(FailureException.class, () -> read("{" + members + "}"));
        ClientFailure.InvalidRequest why = assertInstanceOf(ClientFailure.InvalidRequest.class, refused.failure());
        assertEquals(place, why.param());
    }

    @Test
    void aRequestIsOpenedForTheModelOfItsPathAndChangedInNothing() {
        Opening opening = BotWire.BOT.open(LIBRARY.replace('\'', '"').getBytes(UTF_8), "Some-Bot");
        assertEquals("Some-Bot", opening.model());
        assertTrue(opening.stream() && opening.usageWanted());
        assertTrue(opening.edits().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}|missing_required_parameter|query",
                "{'query':null}|missing_required_parameter|query",
                "{'query':'x'}|invalid_value|query",
                "{'query':[{},7,8]}|invalid_value|query[1]",
                "{'query':[],'type':'settings'}|invalid_value|type",
                "{'query':[],'type':7}|invalid_value|type",
                "{'query':[],'query':[]}|duplicate_key|query",
                "[]|invalid_json|",
            })
    void whatIsNoQueryIsNotOpened(String body, String code, String param) {
        FailureException refused = assertThrows(
                FailureException.class,
                () -> BotWire.BOT.open(body.replace('\'', '"').getBytes(UTF_8), "m"));
        assertEquals(code, refused.failure().code());
        assertEquals(param, refused.failure().param());
    }

    private static void assertChat(String query, String expected, String... dropped) throws IOException {
        WrittenRequest written = CHAT.writeRequest(read(query), target(Dialect.CHAT));
        assertEquals(json(expected), MAPPER.readTree(written.body().toByteArray()));
        assertEquals(List.of(dropped), written.dropped().stream().sorted().toList());
    }

    private static Target target(Dialect dialect) {
        return new Target(
                "Some-Bot",
                false,
                dialect == Dialect.BOT ? Optional.empty() : Optional.of(Set.of("thinking_budget")),
                Dialect.BOT);
    }

    private static Prompt read(String query) {
        return BotWire.CODEC.readRequest(unquoted(query).getBytes(UTF_8), "Some-Bot");
    }

    private static String quoted(String json) throws IOException {
        return MAPPER.writeValueAsString(unquoted(json))
                .replace("\\\"", "\u0002")
                .replace("\"", "'")
                .replace("\u0002", "\\'");
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(unquoted(text));
    }

    /** JSON whose quotes are single ones, so that it can be read. */
    private static String unquoted(String text) {
        return text.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\"");
    }
}
