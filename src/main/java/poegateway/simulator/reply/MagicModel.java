package poegateway.simulator.reply;

import poegateway.simulator.script.Script;

/**
 * A model name that makes the simulator answer in a certain way.
 *
 * @param name in lower case
 * @param meaning what is answered, for the table in {@code docs/simulator.md}
 * @param writer writes the answer
 */
public record MagicModel(String name, String meaning, ReplyWriter writer) {
    /** Writes the answer of a magic model. */
    @FunctionalInterface
    public interface ReplyWriter {
        Script write(ModelContext context);
    }

    /** A model that gives every request the same answer. */
    public static MagicModel fixed(String name, String meaning, Script script) {
        return new MagicModel(name, meaning, context -> script);
    }

    /** A model that answers every request with that error. */
    public static MagicModel failing(String name, String meaning, ReplyError error) {
        return new MagicModel(name, meaning, context -> context.error(error));
    }

    /** A model that changes streams only; whole requests get the ordinary reply. */
    public static MagicModel streamed(String name, String meaning, ReplyWriter writer) {
        return new MagicModel(
                name, meaning, context -> context.question().stream() ? writer.write(context) : context.ordinary());
    }
}
