package poegateway.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model wants to say, and how a request's limits cut it.
 *
 * @param reasoning thoughts; empty when none are shown
 * @param text the answer; empty beside calls
 * @param calls functions to call
 * @param cut whether a limit of tokens has cut it
 */
record Said(String reasoning, String text, List<Turn.Call> calls, boolean cut) {
    Said {
        calls = List.copyOf(calls);
    }

    /** The part that the rules allow: to the first stop, and as many tokens as may be. */
    Said within(OutputRules rules) {
        Said stopped = new Said(reasoning, beforeStops(text, rules.stops()), calls, cut);
        return rules.maxTokens() == OutputRules.UNLIMITED ? stopped : stopped.first(rules.maxTokens());
    }

    private static String beforeStops(String text, List<String> stops) {
        int end = text.length();
        for (String stop : stops) {
            int found = text.indexOf(stop);
            end = found < 0 ? end : Math.min(end, found);
        }
        return text.substring(0, end);
    }

    /** The first tokens: of thoughts, then of text, then of calls. A call that has no token left is not made. */
    private Said first(long tokens) {
        String thought = Tokens.first(reasoning, tokens);
        long left = tokens - Tokens.of(thought);
        String words = Tokens.first(text, left);
        left -= Tokens.of(words);
        List<Turn.Call> made = new ArrayList<>();
        boolean whole = thought.length() == reasoning.length() && words.length() == text.length();
        for (Turn.Call call : calls) {
            long named = Tokens.of(call.name());
            if (left <= named) {
                whole = false;
                break;
            }
            String arguments = Tokens.first(call.arguments(), left - named);
            made.add(new Turn.Call(call.id(), call.name(), arguments, call.signature()));
            left -= named + Tokens.of(arguments);
            whole = whole && arguments.length() == call.arguments().length();
        }
        return new Said(thought, words, made, !whole);
    }
}
