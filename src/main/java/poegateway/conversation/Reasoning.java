package poegateway.conversation;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** How much a model is to think before it speaks. */
public sealed interface Reasoning {
    /** Most tokens of a budget; a larger number is no budget. */
    long BUDGET_MAX = 999_999_999;

    /** By a word. */
    record ByEffort(Effort effort) implements Reasoning {}

    /** By most tokens of thought; 0 is none. */
    record ByBudget(long budgetTokens) implements Reasoning {}

    /** Whether it is to think at all. */
    record Switched(boolean on) implements Reasoning {}

    /** As a word: of a budget the closest one, of a switch that is on the middle. */
    default Effort asEffort() {
        return switch (this) {
            case ByEffort named -> named.effort;
            case ByBudget counted -> Effort.closestTo(counted.budgetTokens);
            case Switched turned -> turned.on ? Effort.MEDIUM : Effort.NONE;
        };
    }

    /** As most tokens of thought. */
    default long asBudget() {
        return this instanceof ByBudget counted
                ? counted.budgetTokens
                : asEffort().budgetTokens();
    }

    /** Whether nothing is to be thought. */
    default boolean isNone() {
        return asBudget() == 0;
    }

    /**
     * What a value says, whatever the option is called that has it: a word, a number of tokens, true or false, or an object with
     * one of these, as programs write it for other services. Empty where it says nothing that is known.
     */
    static Optional<Reasoning> read(JsonSlice value) {
        if (value.isObject()) {
            return ofObject(JsonMembers.of(value));
        }
        if (value.isString()) {
            return ofWord(value.text().decoded().toLowerCase(Locale.ROOT));
        }
        String text = value.toString();
        long tokens = value.whole().orElse(-1);
        if (tokens >= 0 && tokens <= BUDGET_MAX) {
            return Optional.of(new ByBudget(tokens));
        }
        return text.equals("true") || text.equals("false")
                ? Optional.of(new Switched(text.equals("true")))
                : Optional.empty();
    }

    private static Optional<Reasoning> ofWord(String word) {
        return switch (word) {
            case "enabled" -> Optional.of(new Switched(true));
            case "disabled" -> Optional.of(new Switched(false));
            default ->
                Effort.of(word.equals(Effort.MOST) ? Effort.XHIGH.word() : word).map(ByEffort::new);
        };
    }

    private static Optional<Reasoning> ofObject(Map<String, JsonSlice> members) {
        for (String name : new String[] {"budget_tokens", "max_tokens", "effort", "enabled", "type"}) {
            JsonSlice value = members.getOrDefault(name, JsonSlice.NULL);
            Optional<Reasoning> said = value.isObject() ? Optional.empty() : read(value);
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }
}
