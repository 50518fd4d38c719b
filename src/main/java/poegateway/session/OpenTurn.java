package poegateway.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.Role;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.SessionFailure;
import poegateway.keep.Versioned;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * One turn of a session that is under way; no other turn of the session is until it is over. It is kept once its answer is whole,
 * and else leaves no trace. To be closed when the request has ended. Belongs to one thread.
 */
public final class OpenTurn implements AutoCloseable {
    private static final String METADATA = "metadata";

    private final Sessions sessions;
    private final String owner;
    private final Versioned<Session> before;
    private final SessionLines.Turn line;
    private final Consumer<String> warn;
    private String model = "";
    private List<Message> system = List.of();
    private List<Message> asked = List.of();
    private List<Message> told = List.of();
    private @Nullable Reply answer;
    private long held;

    OpenTurn(
            Sessions sessions, String owner, Versioned<Session> before, SessionLines.Turn line, Consumer<String> warn) {
        this.sessions = sessions;
        this.owner = owner;
        this.before = before;
        this.line = line;
        this.warn = warn;
    }

    /** Id of the session. */
    public String id() {
        return before.value().id();
    }

    /** How many turns there are before it. */
    public int turnsBefore() {
        return before.value().turns().size();
    }

    /**
     * What the model is to be told: all that was said before, and what is new. The messages of the prompt are added, but for those at
     * their beginning that repeat the whole session; a leading system message takes the place of the session's own.
     *
     * @throws FailureException when the session would hold more than one may
     */
    public Prompt continued(Prompt prompt) {
        Session session = before.value();
        int rules = leadingSystem(prompt.messages());
        List<Message> said = prompt.messages().subList(rules, prompt.messages().size());
        List<Message> known = new ArrayList<>();
        session.turns().forEach(turn -> known.addAll(turn.seen()));
        model = prompt.model();
        system = rules == 0 ? session.system() : prompt.messages().subList(0, rules);
        asked = said.subList(Repeated.messages(said, known), said.size());
        hold(session.weight() + Weights.of(asked));
        List<Message> all = new ArrayList<>(system);
        session.turns().forEach(turn -> all.addAll(turn.told(model)));
        all.addAll(asked);
        return withoutSessionId(prompt.withMessages(all));
    }

    /** What a model must be told later in the place of the answer, where that is more than the caller sees. */
    public void told(List<Message> messages) {
        told = messages.stream().map(Message::detached).toList();
    }

    /** The answer is whole; it is kept when the turn ends, unless the turn fails first. */
    public void finished(Reply reply) {
        answer = reply;
    }

    /** A failure is told in place of the end of the answer, or the model is asked anew: nothing of it is kept. */
    public void failed() {
        answer = null;
        told = List.of();
    }

    /** Keeps the answer, if it is whole, and lets the next turn begin. */
    public void end() {
        Reply whole = answer;
        answer = null;
        try {
            if (whole != null) {
                keep(whole);
            }
        } finally {
            line.close();
        }
    }

    @Override
    public void close() {
        try {
            end();
        } finally {
            sessions.giveBack(held);
            held = 0;
        }
    }

    private void keep(Reply reply) {
        Message shown = new Message(
                        Role.ASSISTANT,
                        reply.parts(),
                        false,
                        Optional.empty(),
                        Extras.none(reply.envelope().origin()))
                .detached();
        List<Message> words = asked.stream().map(Message::detached).toList();
        List<Message> rules = system.stream().map(Message::detached).toList();
        if (!sessions.keep(owner, before, rules, new SessionTurn(model, words, shown, told))) {
            warn.accept("this turn is not kept: the session was removed, or is larger than sessions.bytes-per-caller");
        }
    }

    private static int leadingSystem(List<Message> messages) {
        int count = 0;
        while (count < messages.size() && messages.get(count).role() == Role.SYSTEM) {
            count++;
        }
        return count;
    }

    private void hold(long bytes) {
        if (bytes > sessions.weightMax()) {
            throw new FailureException(new SessionFailure.Full("sessions.bytes-per-caller"));
        }
        if (held > 0) {
            return; // the request is read again for another way to the model
        }
        if (!sessions.take(bytes)) {
            throw new FailureException(new GatewayFailure.Overloaded("sessions.bytes"));
        }
        held = bytes;
    }

    /** What names the session says nothing to a model. */
    private static Prompt withoutSessionId(Prompt prompt) {
        Optional<JsonSlice> metadata = prompt.extras().find(METADATA).filter(JsonSlice::isObject);
        if (metadata.isEmpty()) {
            return prompt;
        }
        Map<String, JsonSlice> left = JsonMembers.of(metadata.get());
        if (left.remove(Sessions.IN_METADATA) == null) {
            return prompt;
        }
        Map<String, JsonSlice> members = new LinkedHashMap<>(prompt.extras().members());
        if (left.isEmpty()) {
            members.remove(METADATA);
        } else {
            members.put(METADATA, object(left));
        }
        return prompt.withExtras(new Extras(prompt.extras().origin(), members));
    }

    private static JsonSlice object(Map<String, JsonSlice> members) {
        JsonWriter json = new JsonWriter().beginObject();
        members.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        byte[] bytes = json.endObject().written().toByteArray();
        return new JsonSlice(bytes, 0, bytes.length);
    }
}
