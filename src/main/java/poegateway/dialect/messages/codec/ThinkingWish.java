package poegateway.dialect.messages.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import poegateway.conversation.Dialect;
import poegateway.conversation.Effort;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reasoning;
import poegateway.conversation.Role;
import poegateway.conversation.ToolChoice;
import poegateway.dialect.Dropped;
import poegateway.dialect.Target;
import poegateway.wire.JsonMembers;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonText;
import poegateway.wire.JsonWriter;

/**
 * How much the model is to think, as it is told: by a budget, or by a word for models that are listed with that alone. Thinking is
 * left out where it would be refused: where a tool is forced, where the answer has no room for it, and where the results of tools
 * go back to a model without the thoughts that it signed before it called them.
 *
 * @param members of {@code thinking}; none where it is left out
 * @param effort of {@code output_config}
 */
record ThinkingWish(Map<String, JsonSlice> members, Optional<String> effort) {
    private static final ThinkingWish NONE = new ThinkingWish(Map.of(), Optional.empty());
    private static final long BUDGET_LEAST = 1_024;
    private static final String BUDGET_OPTION = "thinking_budget";
    private static final String EFFORT_OPTION = "output_effort";
    private static final JsonSlice ADAPTIVE = JsonSlice.of("\"adaptive\"");
    private static final JsonSlice ENABLED = JsonSlice.of("\"enabled\"");
    private static final JsonSlice DISABLED = JsonSlice.of("\"disabled\"");

    /** Whether it is an option of Poe's that says here how much is to be thought. */
    static boolean isOption(String parameter) {
        return parameter.equals(BUDGET_OPTION) || parameter.equals(EFFORT_OPTION);
    }

    static ThinkingWish of(Prompt prompt, Target target, long maxTokens, Dropped dropped) {
        boolean own = prompt.extras().origin() == Dialect.MESSAGES;
        ThinkingWish wish = own ? asItCame(prompt) : translated(prompt, target, maxTokens, dropped);
        boolean forced = !own
                && prompt.toolChoice()
                        .filter(choice -> choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named)
                        .isPresent();
        if (wish.isOn() && (forced || lacksSignedThoughts(prompt.messages()))) {
            dropped.add("thinking");
            return new ThinkingWish(Map.of(), own ? wish.effort : Optional.empty());
        }
        return wish;
    }

    /** Whether the model will think. */
    boolean isOn() {
        return !members.isEmpty() && !members.getOrDefault("type", DISABLED).equals(DISABLED);
    }

    void write(JsonWriter json) {
        if (!members.isEmpty()) {
            json.name("thinking").beginObject();
            members.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
            json.endObject();
        }
    }

    private static ThinkingWish asItCame(Prompt prompt) {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        Optional<String> effort = Optional.empty();
        if (prompt.reasoning().orElse(null) instanceof Reasoning.ByBudget budget) {
            members.putAll(budget(budget.budgetTokens()));
        } else if (prompt.reasoning().orElse(null) instanceof Reasoning.ByEffort named) {
            effort = Optional.of(named.effort().word());
        }
        prompt.extras().find("thinking").ifPresent(whole -> members.putAll(JsonMembers.of(whole)));
        prompt.extras().members().forEach((name, value) -> {
            if (name.startsWith(MessagesPromptReader.THINKING)) {
                members.put(name.substring(MessagesPromptReader.THINKING.length()), value);
            }
        });
        return new ThinkingWish(members, effort);
    }

    private static ThinkingWish translated(Prompt prompt, Target target, long maxTokens, Dropped dropped) {
        Reasoning wish = prompt.reasoning().or(() -> byOption(prompt)).orElse(null);
        if (wish == null || effort(wish) == Effort.NONE) {
            return NONE;
        }
        Set<String> options = target.parameters().orElse(Set.of(BUDGET_OPTION));
        if (options.contains(EFFORT_OPTION) && !options.contains(BUDGET_OPTION)) {
            return new ThinkingWish(Map.of("type", ADAPTIVE), Optional.of(word(effort(wish))));
        }
        long budget = budget(wish, target.thinkingTokensMax(), maxTokens);
        if (!options.contains(BUDGET_OPTION) || budget < BUDGET_LEAST) {
            dropped.add("reasoning_effort");
            return NONE;
        }
        return new ThinkingWish(budget(budget), Optional.empty());
    }

    private static Map<String, JsonSlice> budget(long tokens) {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        members.put("type", ENABLED);
        members.put("budget_tokens", JsonSlice.of(Long.toString(tokens)));
        return members;
    }

    private static Optional<Reasoning> byOption(Prompt prompt) {
        JsonSlice budget = prompt.parameters().getOrDefault(BUDGET_OPTION, JsonSlice.NULL);
        if (budget.toString().matches("\\d{1,9}")) {
            return Optional.of(new Reasoning.ByBudget(Long.parseLong(budget.toString())));
        }
        JsonSlice effort = prompt.parameters().getOrDefault(EFFORT_OPTION, JsonSlice.NULL);
        return effort.isString() ? Effort.of(effort.text().decoded()).map(Reasoning.ByEffort::new) : Optional.empty();
    }

    private static Effort effort(Reasoning wish) {
        return switch (wish) {
            case Reasoning.ByEffort named -> named.effort();
            case Reasoning.ByBudget budget -> Effort.closestTo(budget.budgetTokens());
        };
    }

    /** Models have three words in common. */
    private static String word(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, XHIGH -> "high";
        };
    }

    /** The answer itself needs room beside the thoughts: a quarter of what there is, where the wish would take all. */
    private static long budget(Reasoning wish, OptionalLong most, long maxTokens) {
        long wanted = switch (wish) {
            case Reasoning.ByEffort named ->
                named.effort() == Effort.XHIGH && most.isPresent()
                        ? most.getAsLong()
                        : named.effort().budgetTokens();
            case Reasoning.ByBudget budget -> budget.budgetTokens();
        };
        long allowed = Math.min(wanted, most.orElse(wanted));
        return allowed < maxTokens ? allowed : maxTokens - Math.max(1, maxTokens / 4);
    }

    /** Whether the last turn of the assistant called tools and has lost what it signed. */
    private static boolean lacksSignedThoughts(List<Message> messages) {
        boolean signed = false;
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            if (message.role() == Role.ASSISTANT) {
                signed |= message.parts().stream().anyMatch(ThinkingWish::isSigned);
                if (message.parts().stream().anyMatch(Part.Call.class::isInstance)) {
                    boolean before = i > 0 && messages.get(i - 1).role() == Role.ASSISTANT;
                    return !signed
                            && !(before && messages.get(i - 1).parts().stream().anyMatch(ThinkingWish::isSigned));
                }
                return false;
            }
        }
        return false;
    }

    private static boolean isSigned(Part part) {
        return part instanceof Part.Thinking thinking
                && thinking.signature().isPresent()
                && thinking.extras().origin() == Dialect.MESSAGES;
    }
}
