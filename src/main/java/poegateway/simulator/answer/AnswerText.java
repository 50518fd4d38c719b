package poegateway.simulator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The content of an answer, and how a request's limits cut it.
 *
 * @param reasoning thoughts; empty when none are shown
 * @param text the answer; empty beside calls
 * @param calls functions to call
 * @param media the file that the text tells of
 * @param cut whether a limit of tokens has cut it
 */
record AnswerText(String reasoning, String text, List<Turn.Call> calls, Optional<Turn.MediaFile> media, boolean cut) {
    AnswerText {
        calls = List.copyOf(calls);
    }

    /** The part that the rules allow: to the first stop, and as many tokens as may be. */
    AnswerText within(OutputRules rules) {
        AnswerText stopped = new AnswerText(reasoning, beforeStops(text, rules.stops()), calls, media, cut);
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
    private AnswerText first(long tokens) {
        String thought = TokenCount.first(reasoning, tokens);
        long left = tokens - TokenCount.of(thought);
        String words = TokenCount.first(text, left);
        left -= TokenCount.of(words);
        List<Turn.Call> made = new ArrayList<>();
        boolean whole = thought.length() == reasoning.length() && words.length() == text.length();
        for (Turn.Call call : calls) {
            long named = TokenCount.of(call.name());
            if (left <= named) {
                whole = false;
                break;
            }
            String arguments = TokenCount.first(call.arguments(), left - named);
            made.add(new Turn.Call(call.id(), call.name(), arguments, call.signature()));
            left -= named + TokenCount.of(arguments);
            whole = whole && arguments.length() == call.arguments().length();
        }
        return new AnswerText(thought, words, made, media, !whole);
    }
}
