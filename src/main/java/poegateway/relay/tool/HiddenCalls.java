package poegateway.relay.tool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.ToolCall;
import poegateway.core.Caller;
import poegateway.dialect.ToolIds;
import poegateway.keep.OwnedStore;
import poegateway.keep.Versioned;

/**
 * Keeps, by the ids of the calls that the caller saw, the calls of the same answer that ran here, and their results: when the caller
 * comes back with the results of its own, the model must find all of them.
 */
public final class HiddenCalls {
    private final OwnedStore<Round> rounds;
    private final String owner;

    /**
     * What a caller did not see of one answer.
     *
     * @param calls in arrays of their own, and {@code results} likewise
     */
    public record Round(List<Part> calls, Message results) {
        public Round {
            calls = List.copyOf(calls);
        }

        /** Bytes of its texts. */
        public long weight() {
            long weight = 256;
            for (Part part : calls) {
                weight += ((Part.Call) part).call().arguments().length();
            }
            for (Part part : results.parts()) {
                for (Part content : ((Part.Result) part).content()) {
                    weight += ((Part.Words) content).text().length();
                }
            }
            return weight;
        }
    }

    /** Those of one caller. */
    public HiddenCalls(OwnedStore<Round> rounds, Caller caller) {
        this.rounds = rounds;
        this.owner = caller.id();
    }

    void keep(List<ToolCall> all, List<ToolCall> own, Message results) {
        List<Part> calls = new ArrayList<>();
        own.forEach(call -> calls.add(new Part.Call(call.detached())));
        Round round = new Round(calls, results.detached());
        for (ToolCall call : all) {
            if (!own.contains(call)) {
                rounds.put(owner, key(call), round);
            }
        }
    }

    /** The prompt with what its caller did not see. */
    public Prompt restored(Prompt prompt) {
        List<Message> messages = new ArrayList<>();
        boolean changed = false;
        for (Message message : prompt.messages()) {
            Optional<Round> round = hiddenIn(message);
            changed |= round.isPresent();
            messages.add(round.map(known -> with(message, known.calls())).orElse(message));
            round.ifPresent(known -> messages.add(known.results()));
        }
        return changed ? prompt.withMessages(messages) : prompt;
    }

    /** Empty also where they are there already, as in a session. */
    private Optional<Round> hiddenIn(Message message) {
        Set<String> there = new HashSet<>();
        Optional<Round> found = Optional.empty();
        for (Part part : message.parts()) {
            if (part instanceof Part.Call call) {
                there.add(key(call.call()));
                found = found.or(() -> rounds.get(owner, key(call.call())).map(Versioned::value));
            }
        }
        return found.filter(round ->
                round.calls().stream().noneMatch(call -> there.contains(key(((Part.Call) call).call()))));
    }

    private static Message with(Message message, List<Part> calls) {
        List<Part> parts = new ArrayList<>(message.parts());
        int first = 0;
        while (!(parts.get(first) instanceof Part.Call)) {
            first++;
        }
        parts.addAll(first, calls);
        return message.withParts(parts);
    }

    /** The same for an id as the model gave it and as a caller's dialect had to spell it. */
    private static String key(ToolCall call) {
        return ToolIds.fitting(ToolIds.original(call.id().decoded()));
    }
}
