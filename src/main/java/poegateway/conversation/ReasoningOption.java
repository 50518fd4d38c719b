package poegateway.conversation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonSlice;

/** An option by which a model is told how much to think. */
public sealed interface ReasoningOption {
    /** Name of the option, as Poe lists it. */
    String name();

    /** What it must be to say that, or what comes closest; empty where it cannot be said. */
    Optional<JsonSlice> value(Reasoning wish);

    /**
     * One of some words.
     *
     * @param words that it may be; empty where nobody knows them
     */
    record Word(String name, List<String> words) implements ReasoningOption {
        private static final List<String> SCALE = List.of("minimal", "low", "medium", "high", "xhigh");

        public Word {
            words = List.copyOf(words);
        }

        @Override
        public Optional<JsonSlice> value(Reasoning wish) {
            Effort effort = wish.asEffort();
            Optional<String> word = words.isEmpty() ? Optional.of(effort.word()) : closest(effort);
            return word.map(found -> JsonSlice.of(Json.quoted(found)));
        }

        /** Of two that are as close, the lower. Nothing is close to no thought at all but its own words. */
        private Optional<String> closest(Effort effort) {
            if (effort == Effort.NONE) {
                return Stream.of("none", "disabled").filter(words::contains).findFirst();
            }
            if (words.contains(effort.word())) {
                return Optional.of(effort.word());
            }
            if (effort == Effort.XHIGH && words.contains(Effort.MOST)) {
                return Optional.of(Effort.MOST);
            }
            return SCALE.stream()
                    .filter(words::contains)
                    .min((one, other) -> Integer.compare(distance(one, effort), distance(other, effort)))
                    .or(() -> words.contains("enabled") ? Optional.of("enabled") : Optional.empty());
        }

        private static int distance(String word, Effort effort) {
            return Math.abs(SCALE.indexOf(word) - SCALE.indexOf(effort.word()));
        }
    }

    /** A number of tokens, from one bound to the other, both included. */
    record Budget(String name, long least, long most) implements ReasoningOption {
        @Override
        public Optional<JsonSlice> value(Reasoning wish) {
            if (wish.isNone()) {
                return least == 0 ? Optional.of(JsonSlice.of("0")) : Optional.empty();
            }
            boolean all = wish instanceof Reasoning.ByEffort named && named.effort() == Effort.XHIGH && most < UNBOUND;
            long tokens = all ? most : Math.clamp(wish.asBudget(), least, most);
            return Optional.of(JsonSlice.of(Long.toString(tokens)));
        }
    }

    /** True or false. */
    record Toggle(String name) implements ReasoningOption {
        @Override
        public Optional<JsonSlice> value(Reasoning wish) {
            return Optional.of(JsonSlice.of(Boolean.toString(!wish.isNone())));
        }
    }

    /** Where nobody knows how many tokens are the most. */
    long UNBOUND = Integer.MAX_VALUE;

    /** The option that takes OpenAI's words. */
    String EFFORT = "reasoning_effort";

    /** Names under which models of Poe's have it, or callers give it. */
    Set<String> NAMES = Set.of(
            EFFORT,
            "output_effort",
            "thinking_level",
            "effort",
            "thinking",
            "thinking_budget",
            "enable_thinking",
            "deep_thinking",
            "enable_reasoning",
            "reasoning_enabled",
            "reasoning");

    /** What a model is taken to have of which nothing is known. */
    List<ReasoningOption> USUAL = List.of(
            new Word(EFFORT, List.of()), new Budget("thinking_budget", 0, UNBOUND), new Toggle("enable_thinking"));

    /** The option of that name, of which no values are known; empty where the name is of none. */
    static Optional<ReasoningOption> named(String name) {
        return switch (name) {
            case EFFORT, "output_effort", "thinking_level", "effort" -> Optional.of(new Word(name, List.of()));
            case "thinking_budget" -> Optional.of(new Budget(name, 0, UNBOUND));
            case "enable_thinking", "deep_thinking", "enable_reasoning", "reasoning_enabled" ->
                Optional.of(new Toggle(name));
            default -> Optional.empty();
        };
    }
}
