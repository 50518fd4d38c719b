package poegateway.dialect.bot.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Effort;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reasoning;
import poegateway.dialect.Dropped;
import poegateway.dialect.Target;
import poegateway.wire.JsonSlice;

/**
 * The options of the model's own that a query carries on a message: those that the caller gave and the model takes, and how much it
 * is to think, under the name that the model has for it.
 */
final class ModelParameters {
    private static final String EFFORT = "reasoning_effort";
    private static final String BUDGET = "thinking_budget";
    private static final String SWITCH = "enable_thinking";

    /** Names that take a word, the commonest first: it is sent where nobody knows what the model takes. */
    private static final List<String> WORDS = List.of(EFFORT, "output_effort", "thinking_level");

    private final Prompt prompt;
    private final Target target;
    private final Dropped dropped;
    private final Map<String, JsonSlice> members = new LinkedHashMap<>();

    ModelParameters(Prompt prompt, Target target, Dropped dropped) {
        this.prompt = prompt;
        this.target = target;
        this.dropped = dropped;
    }

    Map<String, JsonSlice> members() {
        prompt.parameters().forEach((name, value) -> {
            if (target.takes(name) || prompt.extras().origin() == Dialect.BOT) {
                members.put(name, value);
            } else {
                dropped.add(name);
            }
        });
        prompt.reasoning().ifPresent(this::reasoning);
        return members;
    }

    private void reasoning(Reasoning wish) {
        switch (wish) {
            case Reasoning.ByEffort named ->
                say(
                        word().or(() -> taken(BUDGET)).or(() -> taken(SWITCH)),
                        named.effort(),
                        named.effort().budgetTokens());
            case Reasoning.ByBudget counted ->
                say(
                        taken(BUDGET).or(this::word).or(() -> taken(SWITCH)),
                        Effort.closestTo(counted.budgetTokens()),
                        counted.budgetTokens());
        }
    }

    private Optional<String> word() {
        return WORDS.stream().filter(target::takes).findFirst();
    }

    private Optional<String> taken(String name) {
        return Optional.of(name).filter(target::takes);
    }

    /** What the caller gave by the model's own name wins. */
    private void say(Optional<String> name, Effort effort, long budgetTokens) {
        if (name.isEmpty()) {
            dropped.add(EFFORT);
            return;
        }
        String value = switch (name.get()) {
            case BUDGET -> Long.toString(budgetTokens);
            case SWITCH -> Boolean.toString(budgetTokens > 0);
            default -> "\"" + effort.word() + "\"";
        };
        members.putIfAbsent(name.get(), JsonSlice.of(value));
    }
}
