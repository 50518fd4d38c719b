package poegateway.clienttests;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.Sleeper;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;

/** OpenAI's own Java SDK, as its documentation sets it up; its waits between attempts are noted, not waited for. */
final class OpenAiJava implements AutoCloseable {
    static final String MODEL = "Claude-Sonnet-4.6";
    static final String KEY = "sk-caller-key-of-the-sdk";

    private final OpenAIClient client;
    private final OkHttpClient http;
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    OpenAiJava(String baseUrl, OkHttpClient http, int maxRetries) {
        this.http = http;
        this.client = OpenAIOkHttpClient.builder()
                .okHttpClient(http)
                .baseUrl(baseUrl)
                .apiKey(KEY)
                .maxRetries(maxRetries)
                .sleeper(new Noting())
                .build();
    }

    OpenAIClient client() {
        return client;
    }

    /** How long the SDK wanted to wait before it sent again. */
    List<Duration> sleeps() {
        return sleeps;
    }

    static ChatCompletionCreateParams ask(String model) {
        return asking(model, "hello").build();
    }

    static ChatCompletionCreateParams.Builder asking(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    static FunctionDefinition function(String name, String argument) {
        return FunctionDefinition.builder()
                .name(name)
                .description("Tells what is asked for.")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of(argument, Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of(argument)))
                        .build())
                .build();
    }

    @Override
    public void close() {
        client.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private final class Noting implements Sleeper {
        @Override
        public void sleep(Duration duration) {
            sleeps.add(duration);
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration duration) {
            sleeps.add(duration);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
