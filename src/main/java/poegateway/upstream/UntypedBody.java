package poegateway.upstream;

import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply, of no type. OkHttp takes the type of each body apart by regular expressions for a cache that there is
 * not; whoever wants it reads the header.
 */
final class UntypedBody extends ResponseBody {
    private final ResponseBody body;

    UntypedBody(ResponseBody body) {
        this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return body.source();
    }
}
