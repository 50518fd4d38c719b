package poegateway.simulator.chat;

/** What {@code response_format} asks the text of an answer to be. */
public sealed interface AnswerFormat {
    /** Words, as usual. */
    record Prose() implements AnswerFormat {}

    /** Any JSON object. */
    record AnyJsonObject() implements AnswerFormat {}

    /**
     * JSON that fits a schema.
     *
     * @param name of the schema; may be empty
     * @param schema JSON text
     */
    record FittingJson(String name, String schema) implements AnswerFormat {}
}
