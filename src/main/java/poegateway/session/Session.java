package poegateway.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import poegateway.conversation.Message;

/**
 * A conversation as it stands. Immutable.
 *
 * @param id by which its owner names it
 * @param created when it was made
 * @param used when it was last
 * @param system what the program tells the model before everything else
 * @param turns oldest first
 * @param weight bytes that it holds
 */
public record Session(
        String id, Instant created, Instant used, List<Message> system, List<SessionTurn> turns, long weight) {
    private static final long EMPTY_BYTES = 512;

    public Session {
        system = List.copyOf(system);
        turns = List.copyOf(turns);
    }

    static Session empty(String id, Instant now) {
        return new Session(id, now, now, List.of(), List.of(), EMPTY_BYTES);
    }

    Session usedAt(Instant now) {
        return new Session(id, created, now, system, turns, weight);
    }

    Session with(List<Message> newSystem, SessionTurn turn, Instant now) {
        List<SessionTurn> more = Stream.concat(turns.stream(), Stream.of(turn)).toList();
        long changed = weight - Weights.of(system) + Weights.of(newSystem) + turn.weight();
        return new Session(id, created, now, newSystem, more, changed);
    }

    /** Another one that begins with the first turns of this one. */
    Session fork(String newId, int first, Instant now) {
        List<SessionTurn> kept = turns.subList(0, first);
        long kept0 = EMPTY_BYTES + Weights.of(system);
        return new Session(
                newId,
                now,
                now,
                system,
                kept,
                kept0 + kept.stream().mapToLong(SessionTurn::weight).sum());
    }

    /** The model of the last turn; empty before the first. */
    public String model() {
        return turns.isEmpty() ? "" : turns.getLast().model();
    }

    /** All messages as its owner knows them. */
    public List<Message> messages() {
        List<Message> all = new ArrayList<>(system);
        turns.forEach(turn -> all.addAll(turn.seen()));
        return all;
    }
}
