package poegateway.upstream.http1;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reply whose head is known. Belongs to one thread; closing it before its end closes its connection. */
public final class Http1Response implements Closeable {
    private final ResponseHead head;
    private final ResponseBody body;
    private final boolean reusable;
    private final AbortHandle abort;
    private final ConnectionPool pool;
    private @Nullable Connection connection;

    Http1Response(
            ResponseHead head,
            ResponseBody body,
            Connection connection,
            boolean reusable,
            AbortHandle abort,
            ConnectionPool pool)
            throws IOException {
        this.head = head;
        this.body = body;
        this.reusable = reusable;
        this.abort = abort;
        this.pool = pool;
        this.connection = connection;
        letGoAtEnd();
    }

    public int status() {
        return head.status();
    }

    /** The last value of a header. */
    public Optional<String> header(String name) {
        return head.last(name);
    }

    /** Whether the body marks its own end; else it ends with its connection. */
    public boolean isSelfDelimiting() {
        return body.isSelfDelimiting();
    }

    /** Runs before every read that would wait; what it throws comes out of the read as it is. */
    public void beforeWait(Runnable hook) {
        Connection open = connection;
        if (open != null) {
            open.beforeWait(hook);
        }
    }

    /**
     * Reads what is there, and waits for at least one byte.
     *
     * @return how many bytes were read; -1 at the proper end
     * @throws MalformedResponseException when the body breaks the rules of HTTP
     * @throws IOException when the connection breaks
     */
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = body.read(target, offset, length);
        letGoAtEnd();
        return read;
    }

    @Override
    public void close() throws IOException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            abort.release();
            open.close();
        }
    }

    /** A byte that came after the end of the reply belongs to nobody: its connection is of no use any more. */
    private void letGoAtEnd() throws IOException {
        Connection open = connection;
        if (open == null || !body.isEnded()) {
            return;
        }
        connection = null;
        open.beforeWait(null);
        if (abort.release() && reusable && open.holdsNothing()) {
            pool.put(open);
        } else {
            open.close();
        }
    }
}
