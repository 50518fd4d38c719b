package poegateway.relay.tool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyAccumulator;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.Role;
import poegateway.conversation.StopReason;
import poegateway.conversation.ToolCall;
import poegateway.conversation.ToolTurns;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ToolFailure;
import poegateway.wire.json.JsonText;

/**
 * The rounds of one request whose tools run here. It takes the steps of each answer of the model, and passes on what is for the caller:
 * words of all rounds, calls of the caller's own tools, and at the end one count for all rounds. Belongs to one thread.
 */
public final class ToolRounds implements ReplyEvents {
    /** Text is held in a buffer that doubles, and once more when the reply is taken out of it. */
    private static final int HELD_TIMES = 3;

    private static final String LAST = "\n\n(No more tools may be called. Answer with what you have.)";
    private static final JsonText BREAK = JsonText.of("\n\n");

    private final ToolOffer offer;
    private final ToolRunner runner;
    private final int roundsMax;
    private final HiddenCalls hidden;
    private final MemoryLease memory;
    private final ReplyEvents caller;
    private final List<Message> said = new ArrayList<>();
    private final List<ToolTurns.Run> runs = new ArrayList<>();
    private final Map<Integer, Integer> shownAs = new HashMap<>();
    private Prompt prompt;
    private ReplyAccumulator round;
    private int rounds;
    private int callsShown;
    private boolean begun;
    private String wordsBefore = "";
    private boolean breakDue;
    private @Nullable Usage usage;
    private Extras usageExtras;

    /**
     * @param prompt has the tools of the offer
     * @param hidden keeps what the caller does not see of a round that calls tools of both
     * @param memory pays for the answers
     * @param caller takes what is for the caller
     */
    public ToolRounds(
            ToolOffer offer,
            Prompt prompt,
            ToolRunner runner,
            int roundsMax,
            HiddenCalls hidden,
            MemoryLease memory,
            ReplyEvents caller) {
        this.offer = offer;
        this.prompt = prompt;
        this.runner = runner;
        this.roundsMax = roundsMax;
        this.hidden = hidden;
        this.memory = memory;
        this.caller = caller;
        this.round = new ReplyAccumulator(prompt.extras().origin());
        this.usageExtras = Extras.none(prompt.extras().origin());
    }

    /** What the model is asked next. */
    public Prompt prompt() {
        return prompt;
    }

    /** How many answers called tools that ran here. */
    public int rounds() {
        return rounds;
    }

    /** What all answers so far have cost. */
    public Optional<Usage> usage() {
        return Optional.ofNullable(usage);
    }

    /** All that was said in place of the answer that the caller sees; empty where that is all. */
    public ToolTurns told() {
        return rounds == 0 ? ToolTurns.NONE : new ToolTurns(said, runs);
    }

    @Override
    public void accept(ReplyEvent event) throws IOException {
        memory.take(HELD_TIMES * (long) event.textLength());
        if (event instanceof ReplyEvent.Begun first) {
            round = new ReplyAccumulator(first.extras().origin());
        }
        round.accept(event);
        switch (event) {
            case ReplyEvent.Begun first -> begin(first);
            case ReplyEvent.Words words -> words(words);
            case ReplyEvent.Replaced replaced -> replace(replaced);
            case ReplyEvent.CallBegun call -> call(call);
            case ReplyEvent.CallArguments more -> arguments(more);
            case ReplyEvent.ThoughtsSigned signed -> {} // it vouches for a turn that the caller does not see
            case ReplyEvent.Counted counted -> {}
            case ReplyEvent.Finished end -> {}
            default -> caller.accept(event);
        }
    }

    private void begin(ReplyEvent.Begun first) throws IOException {
        if (!begun) {
            begun = true;
            caller.accept(first);
        }
    }

    private void words(ReplyEvent.Words words) throws IOException {
        if (breakDue && !words.delta().isEmpty()) {
            breakDue = false;
            caller.accept(new ReplyEvent.Words(BREAK));
        }
        caller.accept(words);
    }

    private void replace(ReplyEvent.Replaced replaced) throws IOException {
        breakDue = false;
        String before = wordsBefore.isEmpty() ? "" : wordsBefore + "\n\n";
        caller.accept(
                before.isEmpty()
                        ? replaced
                        : new ReplyEvent.Replaced(
                                JsonText.of(before + replaced.text().decoded())));
    }

    private void call(ReplyEvent.CallBegun call) throws IOException {
        if (!offer.runs(call.name().decoded())) {
            shownAs.put(call.index(), callsShown);
            caller.accept(new ReplyEvent.CallBegun(callsShown, call.id(), call.name(), call.extras()));
            callsShown++;
        }
    }

    private void arguments(ReplyEvent.CallArguments more) throws IOException {
        Integer shown = shownAs.get(more.index());
        if (shown != null) {
            caller.accept(new ReplyEvent.CallArguments(shown, more.delta()));
        }
    }

    /**
     * After each answer: runs the tools that it calls, and says whether the model is to be asked again, by {@link #prompt()}. Else the
     * end of the answer was passed on.
     *
     * @throws FailureException when the model goes on calling tools although it was told to answer, or the request is cancelled
     */
    public boolean goOn() throws IOException {
        Reply reply = round.reply();
        reply.usage().ifPresent(more -> usage = usage == null ? more : usage.plus(more));
        usageExtras =
                rounds == 0 ? reply.usageExtras() : Extras.none(prompt.extras().origin());
        said.add(turn(reply));
        List<ToolCall> own = reply.calls().stream()
                .filter(call -> offer.runs(call.name().decoded()))
                .toList();
        if (own.isEmpty()) {
            end(reply.stop());
            return false;
        }
        if (rounds == roundsMax) {
            throw new FailureException(new ToolFailure.TooManyRounds(rounds + 1));
        }
        rounds++;
        Message results = results(own, runner.run(own));
        said.add(results);
        if (own.size() < reply.calls().size()) {
            hidden.keep(reply.calls(), own, results);
            end(StopReason.TOOL_CALLS);
            return false;
        }
        again(reply, results);
        return true;
    }

    private void again(Reply reply, Message results) {
        List<Message> messages = new ArrayList<>(prompt.messages());
        messages.add(turn(reply));
        messages.add(results);
        prompt = prompt.withMessages(messages).withoutToolChoice();
        String words = reply.text();
        breakDue = breakDue || !words.isEmpty();
        wordsBefore = wordsBefore.isEmpty() ? words : wordsBefore + "\n\n" + words;
        shownAs.clear();
    }

    private void end(StopReason stop) throws IOException {
        if (usage != null) {
            caller.accept(new ReplyEvent.Counted(usage, usageExtras));
        }
        caller.accept(new ReplyEvent.Finished(stop));
    }

    /** The answer as the model must see it again: it may not have made media, and must not say nothing. */
    private static Message turn(Reply reply) {
        List<Part> parts = reply.parts().stream()
                .filter(part -> !(part instanceof Part.Media))
                .filter(part ->
                        !(part instanceof Part.Words words) || !words.text().isEmpty())
                .toList();
        Extras none = Extras.none(reply.envelope().origin());
        return new Message(Role.ASSISTANT, parts, false, Optional.empty(), none);
    }

    private Message results(List<ToolCall> calls, List<ToolResult> results) {
        Extras none = Extras.none(prompt.extras().origin());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            boolean last = rounds == roundsMax && i == calls.size() - 1;
            runs.add(results.get(i).run());
            Part.Words words = new Part.Words(JsonText.of(results.get(i).text() + (last ? LAST : "")), none);
            parts.add(new Part.Result(calls.get(i).id(), List.of(words), false, none));
        }
        return new Message(Role.TOOL, parts, true, Optional.empty(), none);
    }
}
