package poegateway.pairs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an answer says, whatever its dialect: two that mean the same are equal.
 *
 * @param text its words, without thoughts
 * @param calls of tools, each by its name and arguments
 * @param inputTokens all that were read, those of a cache included; -1 where nothing is told
 */
record Spoken(String text, List<String> calls, long inputTokens, long outputTokens) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNTOLD = -1;

    /** Collects what an answer says. */
    static final class Draft {
        private final StringBuilder text = new StringBuilder();
        private final TreeMap<Integer, StringBuilder> calls = new TreeMap<>();
        private long inputTokens = UNTOLD;
        private long outputTokens = UNTOLD;

        Draft text(JsonNode more) {
            text.append(more.asText(""));
            return this;
        }

        Draft call(int index, String name) {
            calls.put(index, new StringBuilder(name).append(' '));
            return this;
        }

        Draft arguments(int index, String more) {
            Objects.requireNonNull(calls.get(index), "no call has begun").append(more);
            return this;
        }

        /** OpenAI's and Anthropic's counts; in these what came from a cache is counted beside the rest. */
        Draft usage(JsonNode usage) {
            if (usage.has("prompt_tokens")) {
                inputTokens = usage.path("prompt_tokens").asLong();
                outputTokens = usage.path("completion_tokens").asLong();
            }
            if (usage.has("input_tokens")) {
                inputTokens = usage.path("input_tokens").asLong()
                        + usage.path("cache_read_input_tokens").asLong()
                        + usage.path("cache_creation_input_tokens").asLong();
            }
            if (usage.has("output_tokens")) {
                outputTokens = usage.path("output_tokens").asLong();
            }
            return this;
        }

        Spoken spoken() {
            List<String> all = new ArrayList<>();
            calls.values().forEach(call -> all.add(normal(call.toString())));
            boolean told = inputTokens + outputTokens > 0; // where something must be told, nothing is zeros
            return new Spoken(text.toString(), all, told ? inputTokens : UNTOLD, told ? outputTokens : UNTOLD);
        }
    }

    /** Arguments as one value, however it is spelled; as they stand where they are none. */
    private static String normal(String call) {
        int space = call.indexOf(' ');
        try {
            return call.substring(0, space) + JSON.readTree(call.substring(space));
        } catch (JsonProcessingException broken) {
            return call;
        }
    }

    /** The same to somebody who cannot be told of calls. */
    Spoken withoutCalls() {
        return new Spoken(text, List.of(), inputTokens, outputTokens);
    }

    /** The same to somebody who is not told what was counted. */
    Spoken withoutUsage() {
        return new Spoken(text, calls, UNTOLD, UNTOLD);
    }
}
