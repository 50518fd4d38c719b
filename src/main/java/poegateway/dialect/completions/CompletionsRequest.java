package poegateway.dialect.completions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Role;
import poegateway.conversation.Sampling;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.RequestOutline;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads requests for the completion of one text. */
final class CompletionsRequest {
    private static final Extras NONE = Extras.none(Dialect.COMPLETIONS);
    private static final String INCLUDE_USAGE = "include_usage";
    private static final Set<String> ONES = Set.of("n", "best_of");
    /** What would change the answer itself, and no chat can do. */
    private static final Set<String> REFUSED = Set.of("suffix", "echo");

    private static final Set<String> HINTS = Set.of(
            "frequency_penalty", "logit_bias", "logprobs", "metadata", "presence_penalty", "seed", "store", "user");

    private final Map<String, JsonSlice> members;

    private CompletionsRequest(Map<String, JsonSlice> members) {
        this.members = members;
    }

    /** What must be known of a request before it is sent. */
    static Opening open(byte[] body) {
        return read(body).opening();
    }

    /** All of it. */
    static Prompt prompt(byte[] body) {
        return read(body).prompt();
    }

    private static CompletionsRequest read(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            Map<String, JsonSlice> members = JsonRequest.members(cursor);
            return () -> new CompletionsRequest(members);
        });
    }

    private Opening opening() {
        String model = text("model").decoded();
        if (model.isBlank()) {
            throw JsonRequest.wrong("model", "the name of a model");
        }
        question();
        ONES.forEach(this::mustBeOne);
        REFUSED.forEach(this::mustSayNothing);
        return new Opening(model, flag(members.get("stream"), "stream"), usageWanted(), JsonEdits.NONE, outline());
    }

    private RequestOutline outline() {
        RequestOutline.Offsets.Builder valuesAt = RequestOutline.Offsets.builder();
        members.forEach((name, value) -> valuesAt.add(name, value.from()));
        JsonSlice model = Objects.requireNonNull(members.get("model"));
        return RequestOutline.ofTopLevel(new ByteRange(model.from(), model.to()), valuesAt.build(), false, false);
    }

    private Prompt prompt() {
        Message asked = new Message(Role.USER, List.of(new Part.Words(question(), NONE)), true, Optional.empty(), NONE);
        Map<String, JsonSlice> parameters = new LinkedHashMap<>();
        Map<String, JsonSlice> extras = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (HINTS.contains(name)) {
                extras.put(name, value);
            } else if (!isRead(name)) {
                parameters.put(name, value);
            }
        });
        streamOptions().forEach((name, value) -> {
            if (!name.equals(INCLUDE_USAGE) && !value.isNull()) {
                extras.put("stream_options." + name, value);
            }
        });
        return new Prompt(
                text("model").decoded(),
                List.of(asked),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new Bounds(maxTokens(), stop()),
                new Sampling(number("temperature", 2), number("top_p", 1)),
                Optional.empty(),
                Optional.empty(),
                parameters,
                new Extras(Dialect.COMPLETIONS, extras));
    }

    private static boolean isRead(String name) {
        return switch (name) {
            case "model", "prompt", "max_tokens", "stop", "temperature", "top_p", "stream", "stream_options" -> true;
            default -> ONES.contains(name) || REFUSED.contains(name);
        };
    }

    private JsonText text(String name) {
        JsonSlice value = members.get(name);
        if (value == null) {
            throw JsonRequest.missing(name);
        }
        if (!value.isString()) {
            throw JsonRequest.wrong(name, "a string");
        }
        return value.text();
    }

    /** One text, or a list with one text. */
    private JsonText question() {
        JsonSlice prompt = members.get("prompt");
        if (prompt == null) {
            throw JsonRequest.missing("prompt");
        }
        if (prompt.isString()) {
            return prompt.text();
        }
        List<JsonSlice> texts = prompt.isArray() ? JsonMembers.elements(prompt) : List.of();
        if (texts.size() == 1 && texts.getFirst().isString()) {
            return texts.getFirst().text();
        }
        throw unsupported("prompt", "must be one string: chat models take neither several prompts nor token arrays.");
    }

    private void mustBeOne(String name) {
        JsonSlice value = members.get(name);
        if (value != null && value.whole().orElse(0) != 1) {
            throw unsupported(name, "must be 1: Poe gives one answer per request.");
        }
    }

    private void mustSayNothing(String name) {
        JsonSlice value = members.get(name);
        boolean nothing = value == null
                || value.toString().equals("false")
                || (value.isString() && value.text().isEmpty());
        if (!nothing) {
            throw unsupported(name, "has no equivalent for a chat model. Put what you need into the prompt.");
        }
    }

    private static FailureException unsupported(String name, String why) {
        return JsonRequest.refusal("unsupported_parameter", "'" + name + "' " + why, name);
    }

    private boolean usageWanted() {
        JsonSlice wanted = streamOptions().get(INCLUDE_USAGE);
        return flag(wanted == null || wanted.isNull() ? null : wanted, "stream_options.include_usage");
    }

    private Map<String, JsonSlice> streamOptions() {
        JsonSlice options = members.get("stream_options");
        if (options == null) {
            return Map.of();
        }
        if (!options.isObject()) {
            throw JsonRequest.wrong("stream_options", "an object");
        }
        return JsonMembers.of(options);
    }

    private static boolean flag(@Nullable JsonSlice value, String name) {
        String word = value == null ? "false" : value.toString();
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw JsonRequest.wrong(name, "true or false");
        };
    }

    private OptionalLong maxTokens() {
        JsonSlice value = members.get("max_tokens");
        if (value == null) {
            return OptionalLong.empty();
        }
        long tokens = value.whole().orElse(-1);
        if (tokens < 0) {
            throw JsonRequest.wrong("max_tokens", "a whole number");
        }
        return tokens == 0 ? OptionalLong.empty() : OptionalLong.of(tokens);
    }

    private Optional<JsonSlice> number(String name, int most) {
        Optional<JsonSlice> value = Optional.ofNullable(members.get(name));
        if (value.filter(said -> !isWithin(said, most)).isPresent()) {
            throw JsonRequest.wrong(name, "a number from 0 to " + most);
        }
        return value;
    }

    private static boolean isWithin(JsonSlice value, int most) {
        double number = value.isNumber() ? Double.parseDouble(value.toString()) : -1;
        return number >= 0 && number <= most;
    }

    private List<JsonText> stop() {
        JsonSlice value = members.get("stop");
        if (value == null) {
            return List.of();
        }
        List<JsonSlice> words = value.isArray() ? JsonMembers.elements(value) : List.of(value);
        List<JsonText> texts = new ArrayList<>();
        for (JsonSlice word : words) {
            if (!word.isString()) {
                throw JsonRequest.wrong("stop", "a string or a list of strings");
            }
            texts.add(word.text());
        }
        return texts;
    }
}
