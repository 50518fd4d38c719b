package poegateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelDocument;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyEvents;
import poegateway.core.FormEnforcement;
import poegateway.dialect.WireFormat;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.relay.route.UpstreamRouter;

/** However a caller says how much is to be thought, it is said in the form that the model's card declares, or named as dropped. */
@Execution(ExecutionMode.CONCURRENT)
class ReasoningFormsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, WireFormat> FORMATS = Map.of(
            "chat", new ChatFormat(),
            "responses", new ResponsesFormat(),
            "messages", new MessagesFormat(),
            "bot", new BotFormat());
    private static final String LIST = """
            {"object":"list","data":[
             {"id":"words","parameters":[{"name":"reasoning_effort","schema":{"enum":["low","medium","high"]}}]},
             {"id":"output","parameters":[{"name":"output_effort","schema":{"enum":["max","high","medium","low","none"]}}]},
             {"id":"level","parameters":[{"name":"thinking_level","schema":{"enum":["minimal","low","high"]}}]},
             {"id":"budget","parameters":[{"name":"thinking_budget","schema":{"type":"number","minimum":0,"maximum":20000}}]},
             {"id":"switch","parameters":[{"name":"enable_thinking","schema":{"type":"boolean"}}]},
             {"id":"mode","parameters":[{"name":"thinking","schema":{"enum":["auto","enabled","disabled"]}}]},
             {"id":"nothing","parameters":[{"name":"aspect_ratio","schema":{"type":"string"}}]}]}""";

    private static final Map<String, String> BODIES = Map.of(
            "chat", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],%s}",
            "responses", "{\"model\":\"m\",\"input\":\"x\",%s}",
            "messages",
                    "{\"model\":\"m\",\"max_tokens\":30000,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],%s}",
            "bot", "{\"query\":[{\"role\":\"user\",\"content\":\"x\",\"parameters\":{%s}}]}");

    private static final Translation.Preparation AS_IT_IS = new Translation.Preparation() {
        @Override
        public Prompt restored(Prompt prompt, Dialect target) {
            return prompt;
        }

        @Override
        public Prompt uploaded(Prompt prompt) {
            return prompt;
        }

        @Override
        public ReplyEvents observer(Prompt prompt, Dialect origin) {
            throw new IllegalStateException("nothing is sent");
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "chat | 'reasoning_effort':'high' | words | bot | /query/0/parameters | {'reasoning_effort':'high'}",
                "chat | 'reasoning_effort':'xhigh' | words | bot | /query/0/parameters | {'reasoning_effort':'high'}",
                "chat | 'reasoning_effort':'minimal' | words | bot | /query/0/parameters | {'reasoning_effort':'low'}",
                "chat | 'reasoning_effort':'xhigh' | output | bot | /query/0/parameters | {'output_effort':'max'}",
                "chat | 'reasoning_effort':'none' | output | bot | /query/0/parameters | {'output_effort':'none'}",
                "chat | 'reasoning_effort':'medium' | level | bot | /query/0/parameters | {'thinking_level':'low'}",
                "chat | 'reasoning_effort':'medium' | budget | bot | /query/0/parameters | {'thinking_budget':10240}",
                "chat | 'reasoning_effort':'xhigh' | budget | bot | /query/0/parameters | {'thinking_budget':20000}",
                "chat | 'reasoning_effort':'none' | budget | bot | /query/0/parameters | {'thinking_budget':0}",
                "chat | 'reasoning_effort':'low' | switch | bot | /query/0/parameters | {'enable_thinking':true}",
                "chat | 'reasoning_effort':'none' | switch | bot | /query/0/parameters | {'enable_thinking':false}",
                "chat | 'reasoning_effort':'low' | mode | bot | /query/0/parameters | {'thinking':'enabled'}",
                "chat | 'reasoning_effort':'none' | mode | bot | /query/0/parameters | {'thinking':'disabled'}",
                "chat | 'thinking_budget':3000 | words | bot | /query/0/parameters | {'reasoning_effort':'low'}",
                "chat | 'enable_thinking':true | words | bot | /query/0/parameters | {'reasoning_effort':'medium'}",
                "chat | 'thinking':{'type':'enabled','budget_tokens':3000} | budget | bot | /query/0/parameters | {'thinking_budget':3000}",
                "chat | 'reasoning':{'effort':'high'} | switch | bot | /query/0/parameters | {'enable_thinking':true}",
                "chat | 'reasoning_effort':'high' | words | responses | /reasoning | {'effort':'high'}",
                "chat | 'thinking_level':'high' | words | responses | /reasoning | {'effort':'high'}",
                "chat | 'reasoning_effort':'high' | budget | responses | /thinking_budget | 20000",
                "chat | 'reasoning_effort':'high' | budget | messages | /thinking | {'type':'enabled','budget_tokens':6144}",
                "chat | 'reasoning_effort':'xhigh' | output | messages | /output_config | {'effort':'max'}",
                "chat | 'enable_thinking':true | output | messages | /output_config | {'effort':'medium'}",
                "responses | 'reasoning':{'effort':'high'} | budget | bot | /query/0/parameters | {'thinking_budget':20000}",
                "responses | 'reasoning':{'effort':'high'} | level | chat | /thinking_level | 'high'",
                "responses | 'reasoning':{'effort':'minimal'} | words | chat | /reasoning_effort | 'low'",
                "responses | 'reasoning':{'effort':'medium'} | output | messages | /output_config | {'effort':'medium'}",
                "messages | 'thinking':{'type':'enabled','budget_tokens':5000} | words | chat | /reasoning_effort | 'low'",
                "messages | 'thinking':{'type':'enabled','budget_tokens':5000} | budget | chat | /thinking_budget | 5000",
                "messages | 'thinking':{'type':'enabled','budget_tokens':25000} | budget | bot | /query/0/parameters | {'thinking_budget':20000}",
                "messages | 'thinking':{'type':'enabled','budget_tokens':5000} | switch | bot | /query/0/parameters | {'enable_thinking':true}",
                "messages | 'output_config':{'effort':'max'} | output | bot | /query/0/parameters | {'output_effort':'max'}",
                "messages | 'output_config':{'effort':'max'} | words | responses | /reasoning | {'effort':'high'}",
                "bot | 'thinking_level':'low' | words | chat | /reasoning_effort | 'low'",
                "bot | 'enable_thinking':false | budget | chat | /thinking_budget | 0",
                "bot | 'thinking_budget':3000 | words | responses | /reasoning | {'effort':'low'}",
                "bot | 'thinking_budget':3000 | output | messages | /output_config | {'effort':'low'}",
                "bot | 'output_effort':'high' | output | chat | /output_effort | 'high'",
            })
    void theWishIsSaidInTheFormOfTheCard(
            String caller, String wish, String card, String target, String place, String expected) throws IOException {
        UpstreamRequest request = translated(caller, wish, card, target);
        assertEquals(JSON.readTree(quoted(expected)), sent(request).at(place), () -> request.dropped() + "");
        assertEquals(List.of(), request.dropped());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "chat | 'reasoning_effort':'high' | nothing | bot | reasoning_effort",
                "chat | 'reasoning_effort':'high' | nothing | responses | reasoning_effort",
                "chat | 'reasoning_effort':'high' | nothing | messages | reasoning_effort",
                "chat | 'reasoning_effort':'none' | words | bot | reasoning_effort",
                "chat | 'thinking_budget':3000 | nothing | bot | thinking_budget",
                "responses | 'reasoning':{'effort':'high'} | nothing | chat | reasoning.effort",
                "messages | 'thinking':{'type':'enabled','budget_tokens':5000} | nothing | chat | thinking.budget_tokens",
                "messages | 'output_config':{'effort':'high'} | nothing | bot | output_config.effort",
                "bot | 'thinking_level':'low' | nothing | chat | thinking_level",
            })
    void whatTheCardCannotSayIsDroppedAndNamed(String caller, String wish, String card, String target, String name) {
        assertEquals(List.of(name), translated(caller, wish, card, target).dropped());
    }

    private static UpstreamRequest translated(String caller, String wish, String card, String target) {
        WireFormat from = Objects.requireNonNull(FORMATS.get(caller));
        WireFormat to = Objects.requireNonNull(FORMATS.get(target));
        byte[] body = quoted(Objects.requireNonNull(BODIES.get(caller)).replace("%s", wish))
                .getBytes(UTF_8);
        UpstreamRouter.Way way = new UpstreamRouter.Way(to, true, UpstreamRouter.Reason.NEAREST);
        return new Translation(way, false, FormEnforcement.REFUSE, card(card), List.of(), AS_IT_IS)
                .of(from, from.open(body, "m"), body);
    }

    private static Optional<ModelCard> card(String id) {
        CurrentCatalog catalog = new CurrentCatalog(Map.of());
        catalog.update(ModelDocument.read(LIST.getBytes(UTF_8)));
        return catalog.get().card(id);
    }

    private static JsonNode sent(UpstreamRequest request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        request.body().writeTo(bytes);
        return JSON.readTree(bytes.toByteArray());
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
