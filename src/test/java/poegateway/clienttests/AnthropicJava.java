package poegateway.clienttests;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Anthropic's own Java SDK, as its documentation sets it up. */
final class AnthropicJava implements AutoCloseable {
    private static final long MAX_TOKENS = 8_000;

    private final AnthropicClient client;

    AnthropicJava(String baseUrl, int maxRetries) {
        this.client = AnthropicOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey("any")
                .maxRetries(maxRetries)
                .build();
    }

    AnthropicClient client() {
        return client;
    }

    static MessageCreateParams.Builder asking(String model, String text) {
        return MessageCreateParams.builder().model(model).maxTokens(MAX_TOKENS).addUserMessage(text);
    }

    static Tool tool(String name, String argument) {
        return Tool.builder()
                .name(name)
                .description("Tells what is asked for.")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty(argument, JsonValue.from(Map.of("type", "string")))
                                .build())
                        .required(List.of(argument))
                        .build())
                .build();
    }

    /** A whole answer, or one that the SDK puts together from a stream. */
    Message answer(MessageCreateParams question, boolean stream) {
        if (!stream) {
            return client.messages().create(question).validate();
        }
        MessageAccumulator accumulator = MessageAccumulator.create();
        events(question).forEach(accumulator::accumulate);
        return accumulator.message();
    }

    List<RawMessageStreamEvent> events(MessageCreateParams question) {
        try (StreamResponse<RawMessageStreamEvent> answer = client.messages().createStreaming(question)) {
            return answer.stream().map(RawMessageStreamEvent::validate).toList();
        }
    }

    static String text(Message answer) {
        return answer.content().stream()
                .flatMap(block -> block.text().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    static List<ToolUseBlock> calls(Message answer) {
        return answer.content().stream()
                .filter(ContentBlock::isToolUse)
                .map(ContentBlock::asToolUse)
                .toList();
    }

    /** The next turn: what the model asked for, and a result for each of its calls. */
    static MessageCreateParams withResults(MessageCreateParams.Builder question, Message asked) {
        List<ContentBlockParam> results = calls(asked).stream()
                .map(call -> ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                        .toolUseId(call.id())
                        .content("21 degrees")
                        .build()))
                .toList();
        return question.addMessage(asked)
                .addUserMessageOfContentBlockParams(results)
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
