package poegateway.conversation;

/** How much a model is to think before it speaks. */
public sealed interface Reasoning {
    /** By a word. */
    record ByEffort(Effort effort) implements Reasoning {}

    /** By most tokens of thought; 0 is none. */
    record ByBudget(long budgetTokens) implements Reasoning {}
}
