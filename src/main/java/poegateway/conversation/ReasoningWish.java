package poegateway.conversation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import poegateway.wire.json.JsonSlice;

/**
 * How much a caller wants a model to think, and what the caller called it.
 *
 * @param name by which it is told that it is lost
 * @param byOption whether it is an option of the prompt, which is said in another way and so goes to no model as it is
 */
public record ReasoningWish(Reasoning reasoning, String name, boolean byOption) {
    private static final String MESSAGES_EFFORT = "output_config.effort";

    /**
     * A wish as a model is told it.
     *
     * @param option of the model
     * @param value that it gets
     */
    public record Said(ReasoningOption option, JsonSlice value) {}

    /**
     * The wish of a prompt; an option of the caller's counts where it does not go on as it is.
     *
     * @param goesOn whether an option of that name does
     */
    public static Optional<ReasoningWish> of(Prompt prompt, Predicate<String> goesOn) {
        Optional<ReasoningWish> own = prompt.reasoning()
                .map(wish -> new ReasoningWish(wish, name(prompt.extras().origin(), wish), false));
        return own.or(() -> prompt.parameters().entrySet().stream()
                .filter(option -> ReasoningOption.NAMES.contains(option.getKey()) && !goesOn.test(option.getKey()))
                .flatMap(ReasoningWish::read)
                .findFirst());
    }

    /** Members of its own dialect by which a prompt only tells how it spells its wish. */
    public static Set<String> spelling(Prompt prompt) {
        boolean spelled = prompt.reasoning()
                .filter(Reasoning.ByEffort.class::isInstance)
                .filter(wish -> prompt.extras().origin() == Dialect.MESSAGES)
                .isPresent();
        return spelled ? Set.of(MESSAGES_EFFORT) : Set.of();
    }

    /** Whether it is this option of the prompt. */
    public boolean isOption(String parameter) {
        return byOption && name.equals(parameter);
    }

    /** What says it best among a model's options; empty where none can. */
    public Optional<Said> saidBy(List<ReasoningOption> options) {
        return Stream.of(0, 1, 2)
                .flatMap(rank -> options.stream().filter(option -> rank(option) == rank))
                .flatMap(option -> option.value(reasoning).map(value -> new Said(option, value)).stream())
                .findFirst();
    }

    /** A wish is said in its own form where that can be, and by a switch only where the wish is one or nothing else is there. */
    private int rank(ReasoningOption option) {
        return switch (reasoning) {
            case Reasoning.ByEffort named ->
                switch (option) {
                    case ReasoningOption.Word word -> 0;
                    case ReasoningOption.Budget budget -> 1;
                    case ReasoningOption.Toggle toggle -> 2;
                };
            case Reasoning.ByBudget counted ->
                switch (option) {
                    case ReasoningOption.Budget budget -> 0;
                    case ReasoningOption.Word word -> 1;
                    case ReasoningOption.Toggle toggle -> 2;
                };
            case Reasoning.Switched turned ->
                switch (option) {
                    case ReasoningOption.Toggle toggle -> 0;
                    case ReasoningOption.Word word -> 1;
                    case ReasoningOption.Budget budget -> 2;
                };
        };
    }

    private static Stream<ReasoningWish> read(Map.Entry<String, JsonSlice> option) {
        return Reasoning.read(option.getValue()).stream().map(wish -> new ReasoningWish(wish, option.getKey(), true));
    }

    private static String name(Dialect origin, Reasoning wish) {
        return switch (origin) {
            case CHAT, COMPLETIONS, BOT -> ReasoningOption.EFFORT;
            case RESPONSES -> "reasoning.effort";
            case MESSAGES -> wish instanceof Reasoning.ByEffort ? MESSAGES_EFFORT : "thinking.budget_tokens";
        };
    }
}
