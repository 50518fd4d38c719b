package poegateway.upstream;

import java.io.IOException;
import java.util.Optional;
import poegateway.upstream.http1.Http1Response;

/** A reply over HTTP/1.1. What nobody read of it stays in the kernel. */
final class Http1Reply implements RawReply {
    private final Http1Response response;

    Http1Reply(Http1Response response) {
        this.response = response;
    }

    @Override
    public int status() {
        return response.status();
    }

    @Override
    public Optional<String> header(String name) {
        return response.header(name);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return response.read(target, offset, length);
    }

    @Override
    public boolean isSelfDelimiting() {
        return response.isSelfDelimiting();
    }

    @Override
    public void beforeWait(Runnable hook) {
        response.beforeWait(hook);
    }

    @Override
    public long unreadBytes() {
        return 0;
    }

    @Override
    public void close() {
        try {
            response.close();
        } catch (IOException unclosed) {
            // A channel that cannot be closed is closed.
        }
    }
}
