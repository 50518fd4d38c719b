package poegateway.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;

/** A reply over HTTP/2, in OkHttp's hands. Another thread reads the connection, and whole runs of chunks wait in memory. */
final class OkHttpReply implements RawReply {
    private final Call call;
    private final Response response;
    private final BufferedSource source;
    private final long lengthBytes;
    private final Runnable onEnd;
    private long readBytes;
    private Runnable hook = () -> {};
    private boolean ended;

    /** {@code onEnd} runs when the stream has ended. */
    OkHttpReply(Call call, Response response, Runnable onEnd) {
        this.onEnd = onEnd;
        this.call = call;
        this.response = response;
        this.source = response.body().source();
        this.lengthBytes = response.body().contentLength();
    }

    @Override
    public int status() {
        return response.code();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.header(name));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (source.getBuffer().size() == 0) {
            hook.run();
        }
        int read = source.read(target, offset, length);
        ended = read < 0;
        if (ended && readBytes < lengthBytes) {
            throw new EOFException("the reply ended before its Content-Length");
        }
        readBytes += Math.max(0, read);
        return read;
    }

    @Override
    public void beforeWait(Runnable beforeWait) {
        hook = beforeWait;
    }

    @Override
    public long unreadBytes() {
        return Http2Backlog.unreadBytes(response);
    }

    @Override
    public void close() {
        if (!ended) {
            call.cancel(); // else OkHttp reads on for 100 ms in the hope of keeping the stream
        }
        response.close();
        onEnd.run();
    }
}
