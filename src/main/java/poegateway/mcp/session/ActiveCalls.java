package poegateway.mcp.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import poegateway.core.Cancellation;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;

/** Requests that are being worked on, so that their clients can withdraw them. */
public final class ActiveCalls {
    private final Map<Key, Cancellation> calls = new ConcurrentHashMap<>();

    /** {@code connection} is a session, or whatever else the ids of requests are unique in. */
    private record Key(String owner, String connection, JsonNode id) {}

    /** One that ends. */
    @FunctionalInterface
    public interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    /** Work begins. A second request of the same id does not hide the first: it cannot be withdrawn. */
    public Entry begin(String owner, String connection, JsonNode id, Cancellation cancellation) {
        Key key = new Key(owner, connection, id);
        calls.putIfAbsent(key, cancellation);
        return () -> calls.remove(key, cancellation);
    }

    /** The client does not want it any more; nothing happens where it is over, or was never there. */
    public void withdraw(String owner, String connection, JsonNode id) {
        Cancellation call = calls.get(new Key(owner, connection, id));
        if (call != null) {
            call.cancel(new ClientFailure.CallerGone());
        }
    }

    /** Ends all that a session has under way. */
    public void withdrawAll(String owner, String connection) {
        calls.forEach((key, call) -> {
            if (key.owner().equals(owner) && key.connection().equals(connection)) {
                call.cancel(new ClientFailure.CallerGone());
            }
        });
    }

    /** Ends everything. */
    public void cancelAll(Failure why) {
        calls.values().forEach(call -> call.cancel(why));
    }

    /** How many there are. */
    public int count() {
        return calls.size();
    }
}
