package poegateway.simulator.chat;

import poegateway.simulator.script.Script;

/**
 * A model name that makes the simulator answer in a certain way.
 *
 * @param name in lower case
 * @param meaning what is answered, for the table in {@code docs/simulator.md}
 * @param act writes the answer
 */
public record MagicModel(String name, String meaning, Act act) {
    /** Writes the answer of a magic model. */
    @FunctionalInterface
    public interface Act {
        Script answer(ModelContext stage);
    }

    /** A model that gives every request the same answer. */
    public static MagicModel fixed(String name, String meaning, Script script) {
        return new MagicModel(name, meaning, stage -> script);
    }

    /** A model that changes streams only; whole requests get the ordinary reply. */
    public static MagicModel streamed(String name, String meaning, Act act) {
        return new MagicModel(name, meaning, stage -> stage.request().stream() ? act.answer(stage) : stage.ordinary());
    }
}
