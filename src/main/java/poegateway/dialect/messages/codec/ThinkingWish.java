package poegateway.dialect.messages.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import poegateway.conversation.Dialect;
import poegateway.conversation.Effort;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reasoning;
import poegateway.conversation.ReasoningOption;
import poegateway.conversation.ReasoningWish;
import poegateway.conversation.Role;
import poegateway.conversation.ToolChoice;
import poegateway.dialect.Target;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

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
    private static final JsonSlice ADAPTIVE = JsonSlice.of("\"adaptive\"");
    private static final JsonSlice ENABLED = JsonSlice.of("\"enabled\"");
    private static final JsonSlice DISABLED = JsonSlice.of("\"disabled\"");

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
        ReasoningWish wish = ReasoningWish.of(prompt, name -> false).orElse(null);
        if (wish == null || wish.reasoning().isNone()) { // that nothing is to be thought is the standard
            return NONE;
        }
        List<ReasoningOption> options = target.reasoning().orElse(ReasoningOption.USUAL);
        boolean byBudget = options.stream().anyMatch(option -> !(option instanceof ReasoningOption.Word));
        Optional<String> word = byBudget ? Optional.empty() : word(wish, options);
        if (word.isPresent()) {
            return new ThinkingWish(Map.of("type", ADAPTIVE), word);
        }
        long budget = budget(wish.reasoning(), most(options, target), maxTokens);
        if (!byBudget || budget < BUDGET_LEAST) {
            dropped.add(wish.name());
            return NONE;
        }
        return new ThinkingWish(budget(budget), Optional.empty());
    }

    private static OptionalLong most(List<ReasoningOption> options, Target target) {
        for (ReasoningOption option : options) {
            if (option instanceof ReasoningOption.Budget budget && budget.most() < ReasoningOption.UNBOUND) {
                return OptionalLong.of(budget.most());
            }
        }
        return target.thinkingTokensMax();
    }

    /** Where nobody knows the words of the model, one of the three that all have in common. */
    private static Optional<String> word(ReasoningWish wish, List<ReasoningOption> options) {
        for (ReasoningOption option : options) {
            if (option instanceof ReasoningOption.Word words && !option.name().equals("thinking")) {
                return words.words().isEmpty()
                        ? Optional.of(common(wish.reasoning().asEffort()))
                        : words.value(wish.reasoning())
                                .map(value -> value.text().decoded());
            }
        }
        return Optional.empty();
    }

    private static Map<String, JsonSlice> budget(long tokens) {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        members.put("type", ENABLED);
        members.put("budget_tokens", JsonSlice.of(Long.toString(tokens)));
        return members;
    }

    /** Models have three words in common. */
    private static String common(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, XHIGH -> "high";
        };
    }

    /** The answer itself needs room beside the thoughts: a quarter of what there is, where the wish would take all. */
    private static long budget(Reasoning wish, OptionalLong most, long maxTokens) {
        boolean all = wish instanceof Reasoning.ByEffort named && named.effort() == Effort.XHIGH && most.isPresent();
        long wanted = all ? most.getAsLong() : wish.asBudget();
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
