package poegateway.simulator.http2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.hpack.HpackEncoder;
import org.eclipse.jetty.util.Callback;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.wire.OpenRequest;
import poegateway.simulator.wire.ReplyOutput;

/**
 * A reply over HTTP/2. Every write waits until the frame is on the network, so the peer's windows set the pace. Faults
 * that only HTTP/1.1 has are replaced by their nearest equivalent: {@link Mishap.BadStatusLine} and {@link Mishap.BadChunkSize}
 * as RST_STREAM with PROTOCOL_ERROR; {@link Mishap.CloseBeforeHead}, {@link Mishap.ResetBeforeHead} and {@link
 * Mishap.CloseMidBody} end the whole connection, with all that is under way on it. {@link Mishap.ResetMidBody} is
 * RST_STREAM with INTERNAL_ERROR.
 */
final class Http2Output implements ReplyOutput {
    private static final Set<String> NOT_IN_HTTP2 =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    /** More than what HPACK adds to the text of all headers. */
    private static final int HEADER_OVERHEAD_BYTES = 8 * 1024;

    private final Http2Connection connection;
    private final Stream stream;
    private final OpenRequest openRequest;
    private long bytesLeft = Long.MAX_VALUE;
    private boolean over;
    private volatile boolean ending;

    Http2Output(Http2Connection connection, Stream stream, OpenRequest openRequest) {
        this.connection = connection;
        this.stream = stream;
        this.openRequest = openRequest;
    }

    /** Whether the peer may rightly believe, from now on, that it has the whole reply. */
    boolean isEnding() {
        return ending;
    }

    @Override
    public void informational(int status, Map<String, String> headers) throws IOException, InterruptedException {
        sendHead(status, fields(headers), false);
    }

    @Override
    public void head(int status, Map<String, String> headers, Framing framing, long bodyBytes)
            throws IOException, InterruptedException {
        HttpFields.Mutable fields = fields(headers);
        if (framing == Framing.CONTENT_LENGTH) {
            fields.add("content-length", Long.toString(bodyBytes));
            bytesLeft = bodyBytes;
        }
        sendHead(status, fields, false);
    }

    @Override
    public void headAlone(int status, Map<String, String> headers, Framing framing, long bodyBytes)
            throws IOException, InterruptedException {
        HttpFields.Mutable fields = fields(headers);
        if (framing == Framing.CONTENT_LENGTH) {
            fields.add("content-length", Long.toString(bodyBytes));
        }
        ending = true;
        over();
        sendHead(status, fields, true);
    }

    private void sendHead(int status, HttpFields fields, boolean last) throws IOException, InterruptedException {
        allowHeaderBytes(fields);
        MetaData.Response head = new MetaData.Response(status, null, HttpVersion.HTTP_2, fields);
        await(done -> stream.headers(new HeadersFrame(stream.getId(), head, null, last), done));
    }

    private static HttpFields.Mutable fields(Map<String, String> headers) {
        HttpFields.Mutable fields = HttpFields.build();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NOT_IN_HTTP2.contains(lower)) {
                fields.add(lower, value);
            }
        });
        return fields;
    }

    /** Jetty takes a buffer of the limit's size for each head, so the limit is raised only when it must be. */
    private void allowHeaderBytes(HttpFields fields) {
        int needed = HEADER_OVERHEAD_BYTES
                + fields.stream()
                        .mapToInt(field ->
                                field.getName().length() + field.getValue().length())
                        .sum();
        HpackEncoder encoder = session().getGenerator().getHpackEncoder();
        if (encoder.getMaxHeaderListSize() < needed) {
            encoder.setMaxHeaderListSize(needed);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void write(byte[] bytes) throws IOException, InterruptedException {
        if (bytes.length > 0) {
            bytesLeft -= bytes.length;
            send(bytes, bytesLeft == 0);
        }
    }

    @Override
    public void end() throws IOException, InterruptedException {
        if (!over) {
            send(new byte[0], true);
        }
    }

    private void send(byte[] bytes, boolean last) throws IOException, InterruptedException {
        ending = last && windowTakes(bytes.length);
        try {
            await(done -> stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(bytes), last), done));
            openRequest.sent(bytes.length);
        } finally {
            // A peer that has it all may close before Jetty reports the last frame as sent; then it is reported failed.
            if (ending) {
                over();
            }
        }
        if (last) {
            over();
        }
    }

    private boolean windowTakes(int bytes) {
        return session().getSendWindow() >= bytes
                && stream instanceof HTTP2Stream windowed
                && windowed.getSendWindow() >= bytes;
    }

    @Override
    public void close() {
        over();
        connection.close();
    }

    @Override
    public void reset() throws IOException {
        over();
        connection.reset();
    }

    @Override
    public void resetStream() throws IOException, InterruptedException {
        resetStream(ErrorCode.INTERNAL_ERROR);
    }

    @Override
    public void badHead() throws IOException, InterruptedException {
        resetStream(ErrorCode.PROTOCOL_ERROR);
    }

    @Override
    public void badBody() throws IOException, InterruptedException {
        resetStream(ErrorCode.PROTOCOL_ERROR);
    }

    @Override
    public void refuse() throws IOException, InterruptedException {
        resetStream(ErrorCode.REFUSED_STREAM_ERROR);
    }

    private void resetStream(ErrorCode code) throws IOException, InterruptedException {
        over();
        await(done -> stream.reset(new ResetFrame(stream.getId(), code.code), done));
    }

    @Override
    public void goAway() throws IOException, InterruptedException {
        over();
        int last = Math.max(0, stream.getId() - 2);
        await(done -> session().goAway(new GoAwayFrame(last, ErrorCode.NO_ERROR.code, null), done));
        connection.close();
    }

    private HTTP2Session session() {
        return (HTTP2Session) stream.getSession();
    }

    /** Counted first: who sees the stream end may ask for the count at once. */
    private void over() {
        over = true;
        openRequest.end();
    }

    @Override
    public void abandon() {
        if (over) {
            return;
        }
        openRequest.hangUp();
        if (!stream.isReset() && !stream.isClosed()) {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }
    }

    private static void await(Consumer<Callback> frame) throws IOException, InterruptedException {
        Callback.Completable done = new Callback.Completable();
        frame.accept(done);
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IOException("the frame was not sent", e.getCause());
        }
    }
}
