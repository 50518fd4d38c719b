package poegateway.front;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import poegateway.config.ServerConfig;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.meter.Span;
import poegateway.relay.Answer;

/**
 * The only writer of an answer. A stream's status is withheld until Poe's first event, or for a bounded time: an error
 * in its place then still becomes a true status. Every write of the relay ends at the end of an event, and a heartbeat
 * takes the same lock, so that it never falls into one.
 */
final class ResponseWriter implements AutoCloseable {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final byte[] NOTHING = {};
    /** Never {@code ping}, which one client takes for the end of its buffer. */
    private static final byte[] COMMENT = ": keepalive\n\n".getBytes(StandardCharsets.US_ASCII);

    static final Map<String, String> STREAM_HEADERS = Map.of(
            "content-type", "text/event-stream; charset=utf-8",
            "cache-control", "no-cache, no-transform",
            "x-accel-buffering", "no");
    private static final Map<String, String> JSON_HEADERS =
            Map.of("content-type", "application/json", "cache-control", "no-store");

    private final HttpServletResponse response;
    private final ErrorForm errors;
    private final ServerConfig settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final CallerStream out;
    private final long startNanos;
    private final RequestTimeline timeline;
    private final Span span;
    private final Executor heartbeats;
    /** Until the head is out: the server looks through all its headers for each that is set. */
    private final HeaderFields.Builder headers = HeaderFields.builder();
    /** Whether a heartbeat is on its way: on a busy machine its thread may run after the next tick. */
    private final AtomicBoolean heartbeatOnItsWay = new AtomicBoolean();

    private volatile boolean stream;
    private volatile boolean committed;
    private volatile boolean closed;
    private volatile @Nullable Answer answer;
    private boolean complete;

    /** The request is cancelled when a heartbeat cannot be written: nobody waits for that write. */
    ResponseWriter(
            HttpServletResponse response, ErrorForm errors, ServerConfig settings, RequestTimeline timeline, Span span)
            throws IOException {
        this(response, errors, settings, timeline, span, Thread::startVirtualThread);
    }

    /** {@code heartbeats} runs what writes a heartbeat, on another thread. */
    ResponseWriter(
            HttpServletResponse response,
            ErrorForm errors,
            ServerConfig settings,
            RequestTimeline timeline,
            Span span,
            Executor heartbeats)
            throws IOException {
        this.response = response;
        this.errors = errors;
        this.settings = settings;
        this.timeline = timeline;
        this.span = span;
        this.heartbeats = heartbeats;
        this.out = new CallerStream(response.getOutputStream(), lock, timeline);
        this.startNanos = timeline.nanoTime();
    }

    /** The answer will be a stream: from now on the status goes out in bounded time, and silence is broken. */
    void expectStream() {
        stream = true;
    }

    /** Sends the answer to its end. */
    void send(Answer given) throws IOException {
        span.answered(given.status());
        lock.lock();
        try {
            if (!committed) {
                Map<String, String> basic = given.length().isPresent() ? JSON_HEADERS : STREAM_HEADERS;
                basic.forEach(headers::put);
                head(given.status(), given.headers());
                given.length().ifPresent(response::setContentLengthLong);
                given.length().ifPresent(out::expect);
                committed = true;
            }
            answer = given;
        } finally {
            lock.unlock();
        }
        given.writeTo(out);
        out.finish(); // what the server would write after the request has no limit of ours
        complete = true;
    }

    /** Sends the head alone of an answer whose body nobody asked for. */
    void sendHead(Answer given) throws IOException {
        span.answered(given.status());
        lock.lock();
        try {
            (given.length().isPresent() ? JSON_HEADERS : STREAM_HEADERS).forEach(headers::put);
            head(given.status(), given.headers());
            given.length().ifPresent(response::setContentLengthLong);
            committed = true;
            out.finish();
            complete = true;
        } finally {
            lock.unlock();
        }
    }

    /** A header of the answer; ignored once the head is out. */
    void header(String name, String value) {
        lock.lock();
        try {
            if (!committed) {
                headers.put(name, value);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends a head without a body. */
    void sendEmpty(int status) {
        span.answered(status);
        lock.lock();
        try {
            head(status, Map.of("cache-control", "no-store"));
            if (status != NO_CONTENT) {
                response.setContentLengthLong(0);
            }
            committed = true;
            complete = true;
        } finally {
            lock.unlock();
        }
    }

    /** Says that the caller has what would be sent. Clients wait for a body where a length is told, so none is. */
    void sendNotModified(Map<String, String> headers) throws IOException {
        span.answered(NOT_MODIFIED);
        lock.lock();
        try {
            response.setContentType(null); // there is one already, which nobody asked for
            head(NOT_MODIFIED, headers);
            committed = true;
            response.flushBuffer(); // else the server would tell a length of 0
            complete = true;
        } finally {
            lock.unlock();
        }
    }

    /** Sends a small answer of the gateway's own. */
    void send(int status, Map<String, String> headers, byte[] body) throws IOException {
        span.answered(status);
        lock.lock();
        try {
            head(status, headers);
            response.setContentLengthLong(body.length);
            committed = true;
            out.write(body, 0, body.length);
            out.finish();
            complete = true;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what was written so far, the head at least. */
    void flush() throws IOException {
        response.flushBuffer();
    }

    /** Whether the caller has a whole answer, be it an error; all else must not end as if it were one. */
    boolean complete() {
        return complete && !timeline.callerCut();
    }

    /** Says what failed: as an answer of its own while no head is out, else as the last event of the stream. */
    void fail(Failure failure) throws IOException {
        if (complete) {
            return;
        }
        lock.lock();
        try {
            if (!committed) {
                ErrorForm.Rendered rendered = errors.answer(failure);
                send(rendered.status(), rendered.headers(), rendered.body());
            } else if (stream) {
                span.answered(response.getStatus());
                Answer begun = answer;
                byte[] event = begun == null ? errors.event(failure) : begun.errorEvent(failure);
                out.write(event, 0, event.length);
                out.finish();
                complete = true;
            }
        } catch (IOException callerGone) {
            complete = false;
            throw callerGone;
        } finally {
            lock.unlock();
        }
    }

    /** Writing may block, and a tick must not: a due heartbeat gets a thread of its own, which is rare. */
    void tick(long nowNanos) {
        if (stream && due(nowNanos) && !lock.isLocked() && heartbeatOnItsWay.compareAndSet(false, true)) {
            heartbeats.execute(() -> sendHeartbeat(nowNanos));
        }
    }

    /** Waits for a heartbeat that is being written, and allows no more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the body so far; once it is closed. */
    long bytesOut() {
        return out.writtenBytes();
    }

    /** Whether a heartbeat, or the head, is due. */
    boolean due(long nowNanos) {
        return committed
                ? out.silentNanos(nowNanos) > settings.heartbeatEvery().toNanos()
                : nowNanos - startNanos > settings.commitAfter().toNanos();
    }

    private void sendHeartbeat(long nowNanos) {
        heartbeatOnItsWay.set(false);
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (!closed && due(nowNanos)) {
                if (!committed) {
                    head(200, STREAM_HEADERS);
                    committed = true;
                }
                out.writeHeartbeat(heartbeatBytes());
            }
        } catch (IOException callerGone) {
            timeline.cancellation().cancel(new ClientFailure.CallerGone());
        } finally {
            lock.unlock();
        }
    }

    private byte[] heartbeatBytes() {
        Answer current = answer;
        byte[] chunk = current == null ? NOTHING : current.heartbeat();
        return switch (settings.heartbeat()) {
            case OFF -> NOTHING;
            case COMMENT -> COMMENT;
            case CHUNK -> chunk;
            case AUTO -> chunk.length == 0 ? COMMENT : chunk;
        };
    }

    private void head(int status, Map<String, String> more) {
        response.setStatus(status);
        more.forEach(headers::put);
        headers.put("server-timing", span.serverTiming());
        headers.build().forEach(this::put);
    }

    private void put(String name, String value) {
        if (name.equals("content-type")) {
            response.setHeader(name, value); // there is one already, which nobody asked for
        } else {
            response.addHeader(name, value);
        }
    }
}
