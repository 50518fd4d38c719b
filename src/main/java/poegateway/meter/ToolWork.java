package poegateway.meter;

/**
 * What tools of the gateway did for a call of a model.
 *
 * @param rounds answers of the model that called some
 * @param calls of tools in these answers
 * @param errors calls whose result was an error, those that were not run included
 */
public record ToolWork(int rounds, int calls, int errors) {
    /** Nothing. */
    public static final ToolWork NONE = new ToolWork(0, 0, 0);

    ToolWork plus(ToolWork other) {
        return new ToolWork(rounds + other.rounds, calls + other.calls, errors + other.errors);
    }
}
