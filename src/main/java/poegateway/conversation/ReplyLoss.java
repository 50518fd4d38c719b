package poegateway.conversation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/**
 * What of a whole reply has no place in the dialect of its caller, by name: {@code reply.logprobs}. What a response repeats of its
 * request is not looked at, nor are ids and types of things that every dialect numbers and names in its own way.
 */
public final class ReplyLoss {
    /** Before each name, so that it is known from those of a request. */
    public static final String BEFORE = "reply.";

    /** Members of a response that repeat its request. */
    private static final Set<String> REPEATED = Set.of(
            "background",
            "frequency_penalty",
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "metadata",
            "parallel_tool_calls",
            "presence_penalty",
            "previous_response_id",
            "prompt_cache_key",
            "prompt_cache_retention",
            "reasoning",
            "safety_identifier",
            "store",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "truncation",
            "user");

    /** Counts that say the same as others. */
    private static final Set<String> SUMS = Set.of("total_tokens");

    private static final int SILENT_BYTES_MAX = "false".length();

    /** Before names that chat completions have beside a message, in its choice. */
    private static final String CHOICE = "choice.";

    private final Dialect caller;
    private final Set<String> names = new LinkedHashSet<>();

    private ReplyLoss(Dialect caller) {
        this.caller = caller;
    }

    /** Names of what a caller of that dialect does not get, each once. */
    public static List<String> names(Reply reply, Dialect caller) {
        ReplyLoss loss = new ReplyLoss(caller);
        reply.parts().forEach(loss::part);
        if (!reply.suggestions().isEmpty() && caller != Dialect.BOT) {
            loss.add("suggested_replies");
        }
        loss.envelope(reply.envelope());
        loss.extras(reply.extras(), "");
        loss.usage(reply.usageExtras());
        return new ArrayList<>(loss.names);
    }

    private void part(Part part) {
        switch (part) {
            case Part.Words words -> extras(words.extras(), "content.");
            case Part.Refusal refusal -> extras(refusal.extras(), "content.");
            case Part.Media media -> extras(media.extras(), "content.");
            case Part.Thinking thinking -> thinking(thinking);
            case Part.Call call -> call(call.call());
            case Part.Result result -> add("tool_results");
            case Part.Foreign foreign -> foreign(foreign.origin(), "content");
            case Part.ForeignCall foreign -> foreign(foreign.origin(), "tool_calls");
        }
    }

    private void thinking(Part.Thinking thinking) {
        boolean signed = thinking.signature().filter(text -> !text.isEmpty()).isPresent();
        if (caller == Dialect.COMPLETIONS && !thinking.text().isEmpty()) {
            add("reasoning");
        }
        if (signed && caller != Dialect.MESSAGES && caller != Dialect.RESPONSES) {
            add("reasoning.signature");
        }
        extras(thinking.extras(), "reasoning.");
    }

    private void call(ToolCall call) {
        if (caller == Dialect.COMPLETIONS) {
            add("tool_calls");
        } else {
            extras(call.extras(), "tool_calls.");
        }
    }

    private void foreign(Dialect origin, String name) {
        if (origin != caller) {
            add(name);
        }
    }

    private void envelope(Extras envelope) {
        if (envelope.origin() != caller) {
            envelope.members().forEach((name, value) -> {
                if (!(envelope.origin() == Dialect.RESPONSES && REPEATED.contains(name))) {
                    member(name, value);
                }
            });
        }
    }

    private void extras(Extras extras, String before) {
        if (extras.origin() != caller) {
            extras.members().forEach((name, value) -> member(before + name, value));
        }
    }

    /** Details are looked at one by one, since some of them are told in other words. */
    private void usage(Extras counts) {
        boolean sameForm = counts.origin() == caller || (counts.origin() == Dialect.CHAT && caller == Dialect.BOT);
        if (sameForm) {
            return;
        }
        counts.members().forEach((name, value) -> {
            if (value.isObject()) {
                JsonMembers.of(value).forEach((inner, count) -> count(name + "." + inner, inner, count));
            } else {
                count(name, name, value);
            }
        });
    }

    private void count(String place, String name, JsonSlice value) {
        if (!SUMS.contains(name) && !told().contains(name)) {
            member("usage." + place, value);
        }
    }

    /** Counts that the caller gets in words of its own. */
    private Set<String> told() {
        return switch (caller) {
            case CHAT -> Set.of("cache_read_input_tokens", "cached_tokens", "reasoning_tokens");
            case RESPONSES ->
                Set.of("cache_read_input_tokens", "cache_creation_input_tokens", "cached_tokens", "reasoning_tokens");
            case MESSAGES -> Set.of("cached_tokens");
            case COMPLETIONS, BOT -> Set.of();
        };
    }

    private void member(String name, JsonSlice value) {
        if (saysSomething(value)) {
            add(name.replace(CHOICE, "").replaceFirst("^output\\.\\d+$", "output"));
        }
    }

    private void add(String name) {
        names.add(BEFORE + name);
    }

    private static boolean saysSomething(JsonSlice value) {
        return value.length() > SILENT_BYTES_MAX
                || switch (value.toString()) {
                    case "null", "\"\"", "[]", "{}", "0", "false" -> false;
                    default -> true;
                };
    }
}
