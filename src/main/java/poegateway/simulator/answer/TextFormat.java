package poegateway.simulator.answer;

/** What {@code response_format} asks the text of an answer to be. */
public sealed interface TextFormat {
    /** Words, as usual. */
    record Prose() implements TextFormat {}

    /** Any JSON object. */
    record AnyJsonObject() implements TextFormat {}

    /**
     * JSON that fits a schema.
     *
     * @param name of the schema; may be empty
     * @param schema JSON text
     */
    record FittingJson(String name, String schema) implements TextFormat {}
}
