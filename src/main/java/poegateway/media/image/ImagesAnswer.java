package poegateway.media.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import poegateway.core.MemoryLease;
import poegateway.core.failure.Failure;
import poegateway.dialect.OpenAiErrors;
import poegateway.relay.Answer;
import poegateway.wire.ByteSegments;

/** Pictures on their way to the caller; they hold their memory until it is closed. */
final class ImagesAnswer implements Answer {
    private static final byte[] NONE = {};

    private final Map<String, String> headers;
    private final ByteSegments body;
    private final boolean stream;
    private final MemoryLease.Closeable memory;

    ImagesAnswer(Map<String, String> headers, ByteSegments body, boolean stream, MemoryLease.Closeable memory) {
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.stream = stream;
        this.memory = memory;
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public OptionalLong length() {
        return stream ? OptionalLong.empty() : OptionalLong.of(body.length());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    @Override
    public byte[] heartbeat() {
        return NONE;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return new OpenAiErrors().event(failure);
    }

    @Override
    public void close() {
        memory.close();
    }
}
