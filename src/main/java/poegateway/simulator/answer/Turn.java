package poegateway.simulator.answer;

import java.util.List;

/**
 * The content of a reply, before it has a form.
 *
 * @param text the answer; empty beside tool calls
 * @param reasoning thoughts; empty when none are shown
 * @param calls functions to call
 * @param usage what it cost
 * @param cut whether it is shorter than it would be, because of a limit
 */
public record Turn(String text, String reasoning, List<Call> calls, Usage usage, boolean cut) {
    /**
     * A function to call.
     *
     * @param arguments JSON text
     * @param signature Google's thought signature; empty for other makers
     */
    public record Call(String id, String name, String arguments, String signature) {}

    /**
     * Tokens.
     *
     * @param reasoning tokens of thought, part of {@code completion}
     * @param detailed whether the details are told
     */
    public record Usage(long prompt, long completion, long reasoning, boolean detailed) {}

    public Turn {
        calls = List.copyOf(calls);
    }

    public String finish() {
        if (cut) {
            return "length";
        }
        return calls.isEmpty() ? "stop" : "tool_calls";
    }
}
