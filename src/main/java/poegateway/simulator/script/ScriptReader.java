package poegateway.simulator.script;

import java.util.List;

/** Reads what people send to {@code POST /simulator/scripts}. */
@FunctionalInterface
public interface ScriptReader {
    /**
     * The scripts, in the order in which those of one path will be used.
     *
     * @throws IllegalArgumentException when it cannot be read; the message is a sentence that says why
     */
    List<QueuedScript> read(byte[] body);
}
