package poegateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import poegateway.conversation.Dialect;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/**
 * What a prompt cache needs: the bytes of tools, instructions and messages of a turn are the beginning of those of the next one, from
 * each dialect into each, also where the caller writes the members of its objects in another order every time.
 */
@Execution(ExecutionMode.CONCURRENT)
class PromptPrefixTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TURNS = 10;
    private static final Set<String> SCHEMAS = Set.of("parameters", "input_schema");
    private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";
    private static final List<Dialect> DIALECTS =
            List.of(Dialect.CHAT, Dialect.RESPONSES, Dialect.MESSAGES, Dialect.BOT);

    private static Codec codec(Dialect dialect) {
        WireFormat format = switch (dialect) {
            case CHAT -> new ChatFormat();
            case RESPONSES -> new ResponsesFormat();
            case MESSAGES -> new MessagesFormat();
            case BOT -> new BotFormat();
            case COMPLETIONS -> throw new IllegalArgumentException("has one text and no turns");
        };
        return format.codec().orElseThrow();
    }

    /** Where the conversation stands in a request. */
    private static String history(Dialect dialect) {
        return switch (dialect) {
            case CHAT, MESSAGES -> "messages";
            case RESPONSES -> "input";
            case BOT -> "query";
            case COMPLETIONS -> throw new IllegalArgumentException("has one text and no turns");
        };
    }

    static Stream<Arguments> pairs() {
        return DIALECTS.stream().flatMap(caller -> DIALECTS.stream().map(model -> Arguments.of(caller, model)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theBytesOfATurnAreTheBeginningOfTheNextOnes(Dialect caller, Dialect model) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            ObjectNode chat = conversation();
            String before = "";
            for (int turn = 0; turn < TURNS; turn++) {
                say(chat.withArray("messages"), turn, random);
                String after = written(chat, caller, model, random);
                String earlier = before;
                assertTrue(after.startsWith(earlier), () -> caller + " to " + model + "\n" + earlier + "\n" + after);
                before = after;
                answer(chat.withArray("messages"), turn, random, caller != Dialect.BOT);
            }
        }
    }

    /** What goes to the model up to the end of its last message; marks move from turn to turn, and no cache looks at them. */
    private static String written(ObjectNode chat, Dialect caller, Dialect model, Random random) {
        byte[] asked = write(chat.toString().getBytes(UTF_8), Dialect.CHAT, caller);
        byte[] shuffled =
                shuffled(tree(asked), random, caller == model).toString().getBytes(UTF_8);
        byte[] sent = write(shuffled, caller, model);
        JsonSlice history =
                JsonMembers.of(new JsonSlice(sent, 0, sent.length)).getOrDefault(history(model), JsonSlice.NULL);
        return new String(sent, 0, history.to() - 1, UTF_8).replace(MARK, "");
    }

    private static byte[] write(byte[] request, Dialect from, Dialect to) {
        Target target = new Target("m", true, Optional.empty(), from);
        return codec(to)
                .writeRequest(codec(from).readRequest(request, "m"), target)
                .body()
                .toByteArray();
    }

    /** Members that say nothing in another dialect would be written back in their own order to the same one. */
    private static JsonNode shuffled(JsonNode value, Random random, boolean sameDialect) {
        if (value.isArray()) {
            ArrayNode list = JSON.createArrayNode();
            value.forEach(each -> list.add(shuffled(each, random, sameDialect)));
            return list;
        }
        if (!value.isObject() || sameDialect) {
            return value;
        }
        ObjectNode object = JSON.createObjectNode();
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(value.properties());
        Collections.shuffle(members, random);
        members.forEach(member -> {
            boolean isInput =
                    member.getKey().equals("input") && member.getValue().isObject();
            boolean isOfTheCaller = isInput || SCHEMAS.contains(member.getKey());
            object.set(member.getKey(), isOfTheCaller ? member.getValue() : shuffled(member.getValue(), random, false));
        });
        return object;
    }

    private static ObjectNode conversation() {
        ObjectNode chat = JSON.createObjectNode().put("model", "m").put("stream", true);
        for (String name : List.of("read_file", "shell")) {
            ObjectNode function =
                    chat.withArray("tools").addObject().put("type", "function").putObject("function");
            function.put("name", name).put("description", "Does \"it\" in \u00fc.");
            function.putObject("parameters")
                    .put("type", "object")
                    .putObject("properties")
                    .putObject("a");
        }
        chat.putArray("messages").addObject().put("role", "system").put("content", "Rules \ud83d\ude00\n");
        return chat;
    }

    private static void say(ArrayNode messages, int turn, Random random) {
        ObjectNode user = messages.addObject().put("role", "user");
        if (random.nextBoolean()) {
            user.put("content", "question " + turn + " </script>\u2028");
            return;
        }
        ArrayNode parts = user.putArray("content");
        parts.addObject().put("type", "text").put("text", "see " + turn);
        parts.addObject().put("type", "image_url").putObject("image_url").put("url", "https://x.net/" + turn + ".png");
    }

    /** Ids that other models than the one that made them would refuse, and one that comes again each time. */
    private static void answer(ArrayNode messages, int turn, Random random, boolean calls) {
        if (calls && random.nextInt(3) > 0) {
            ObjectNode assistant = messages.addObject().put("role", "assistant").putNull("content");
            List<String> ids = List.of("functions.shell:0", "call_" + turn + "/\u00e4 " + random.nextInt(9));
            ids.forEach(id -> assistant
                    .withArray("tool_calls")
                    .addObject()
                    .put("id", id)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", "shell")
                    .put("arguments", "{\"b\": " + turn + ", \"a\" : \"\\u00fc\"}"));
            ids.forEach(id -> messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", id)
                    .put("content", "result of " + id));
        }
        messages.addObject().put("role", "assistant").put("content", "answer " + turn);
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(new String(json, UTF_8));
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
