package poegateway.simulator.http2;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;
import poegateway.simulator.wire.JsonReply;
import poegateway.simulator.wire.OpenRequest;
import poegateway.simulator.wire.ReplyRun;
import poegateway.simulator.wire.ServerContext;

/** One stream of HTTP/2: gathers the request, starts the reply, and sees the peer leave. */
final class Http2Exchange implements Stream.Listener {
    private static final String PROTOCOL = "h2";

    private final Http2Connection connection;
    private final Stream stream;
    private final MetaData.Request head;
    private final ServerContext context;
    private final OpenRequest openRequest;
    private final Http2Output reply;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long bodyBytes;
    private @Nullable Thread replyThread;
    private boolean broken;

    private Http2Exchange(Http2Connection connection, Stream stream, MetaData.Request head, ServerContext context) {
        this.connection = connection;
        this.stream = stream;
        this.head = head;
        this.context = context;
        this.openRequest = context.open(PROTOCOL, connection.number(), path(head));
        this.reply = new Http2Output(connection, stream, openRequest);
    }

    static Http2Exchange of(Http2Connection connection, Stream stream, HeadersFrame frame, ServerContext context) {
        return new Http2Exchange(connection, stream, (MetaData.Request) frame.getMetaData(), context);
    }

    void begin(boolean withoutBody) {
        if (withoutBody) {
            startReply();
        } else {
            stream.demand();
        }
    }

    @Override
    public void onDataAvailable(Stream source) {
        for (Stream.Data data = stream.readData(); data != null; data = stream.readData()) {
            boolean last = data.frame().isEndStream();
            take(data.frame());
            data.release();
            if (last) {
                startReply();
                return;
            }
        }
        stream.demand();
    }

    /** What is too large is read to its end, so that the peer gets to read the refusal. */
    private void take(DataFrame frame) {
        bodyBytes += frame.remaining();
        if (bodyBytes <= ServerContext.BODY_LIMIT_BYTES) {
            body.writeBytes(BufferUtil.toArray(frame.getByteBuffer()));
        } else if (bodyBytes > (long) ServerContext.BODY_LIMIT_BYTES + ServerContext.DRAIN_LIMIT_BYTES) {
            openRequest.end();
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }
    }

    private synchronized void startReply() {
        if (broken) {
            return;
        }
        SimulatedRequest request =
                new SimulatedRequest(head.getMethod(), path(head), query(head), headers(head), body.toByteArray());
        if (bodyBytes > ServerContext.BODY_LIMIT_BYTES) {
            Script refusal = JsonReply.error(413, "a body may have " + ServerContext.BODY_LIMIT_BYTES + " bytes");
            ServerContext refusing =
                    new ServerContext(context.log(), anything -> refusal, context.delayer(), context.threads());
            replyThread = context.threads().start(new ReplyRun(refusing, request, reply));
        } else {
            openRequest.arrived(request);
            replyThread = context.threads().start(new ReplyRun(context, request, reply));
        }
    }

    @Override
    public void onReset(Stream source, ResetFrame frame, Callback callback) {
        peerLeft();
        callback.succeeded();
    }

    @Override
    public void onFailure(Stream source, int error, String reason, Throwable failure, Callback callback) {
        peerLeft();
        callback.succeeded();
    }

    @Override
    public void onClosed(Stream source) {
        connection.forget(this);
    }

    /** A peer that leaves while the last frame is being written has the reply, or gets no more of it by itself. */
    void peerLeft() {
        if (!reply.isEnding()) {
            openRequest.hangUp();
            interrupt();
        }
    }

    /** The connection ends here for the sake of another exchange, or this one. */
    void breakOff() {
        openRequest.end();
        interrupt();
    }

    private synchronized void interrupt() {
        broken = true;
        if (replyThread != null && !replyThread.equals(Thread.currentThread())) {
            replyThread.interrupt();
        }
    }

    private static String path(MetaData.Request head) {
        String path = head.getHttpURI().getPath();
        return path == null ? "/" : path;
    }

    private static String query(MetaData.Request head) {
        String query = head.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    private static Map<String, String> headers(MetaData.Request head) {
        Map<String, String> headers = new HashMap<>();
        HttpURI uri = head.getHttpURI();
        if (uri.getAuthority() != null) {
            headers.put("host", uri.getAuthority());
        }
        head.getHttpFields().forEach(field -> headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue()));
        return headers;
    }
}
