package poegateway.upstream.http1;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One request and the wait for its reply. Belongs to the thread that executes it; any thread may cancel it. */
public final class Http1Call {
    private static final int FIRST_ERROR = 400;

    private final Http1Request request;
    private final CallProgress progress;
    private final Origin origin;
    private final ConnectionPool pool;
    private final Connector connector;
    private final AbortHandle abort = new AbortHandle();

    Http1Call(Http1Request request, CallProgress progress, Origin origin, ConnectionPool pool, Connector connector) {
        this.request = request;
        this.progress = progress;
        this.origin = origin;
        this.pool = pool;
        this.connector = connector;
    }

    /** Closes what the call holds and waits for, now and later; whoever is blocked on it gets an exception at once. */
    public void cancel() {
        abort.abort();
    }

    /**
     * Sends the request and waits for the head of the reply. A kept connection that turns out to be closed, or that spoke
     * before it was asked, is replaced by another as long as nothing of the request went out.
     *
     * @throws MalformedResponseException when the reply breaks the rules of HTTP
     * @throws IOException when there is no connection, it broke, or the call was cancelled; {@link CallProgress} knows how
     *     far it came
     */
    public Http1Response execute() throws IOException {
        for (Connection kept = pool.take(); kept != null; kept = pool.take()) {
            try {
                return over(kept);
            } catch (UnsentException stale) {
                progress.connecting();
            }
        }
        return over(connector.connect(abort));
    }

    private Http1Response over(Connection connection) throws IOException {
        boolean handedOver = false;
        try {
            abort.hold(connection);
            progress.connected();
            IOException broken = write(connection);
            Http1Response response = response(connection, broken);
            handedOver = true;
            return response;
        } finally {
            if (!handedOver) {
                connection.close();
            }
        }
    }

    /** What broke the writing, once a part went out: a server may refuse a request before it has read all of it. */
    private @Nullable IOException write(Connection connection) throws IOException {
        boolean[] sent = new boolean[1];
        try {
            RequestWriter.write(request, origin, connection, () -> {
                sent[0] = true;
                progress.sent();
            });
            return null;
        } catch (IOException broken) {
            if (sent[0]) {
                return broken;
            }
            throw broken;
        }
    }

    private Http1Response response(Connection connection, @Nullable IOException broken) throws IOException {
        ResponseHead head;
        try {
            head = HeadReader.read(connection.in());
        } catch (IOException unread) {
            throw broken == null ? unread : broken;
        }
        if (broken != null && head.status() < FIRST_ERROR) {
            throw broken;
        }
        ResponseBody body = ResponseBody.of(head, request.method().equals("HEAD"), connection.in());
        boolean reusable = broken == null && head.keepsConnection() && body.isSelfDelimiting();
        return new Http1Response(head, body, connection, reusable, abort, pool);
    }
}
