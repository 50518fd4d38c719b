package poegateway.upstream;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import okhttp3.Response;
import okhttp3.internal.connection.Exchange;
import okhttp3.internal.http.ExchangeCodec;
import okhttp3.internal.http2.Http2Stream;

/**
 * How much of an HTTP/2 reply lies unread in memory. OkHttp grants every stream a window of 16 MiB and offers no way to
 * make it smaller or to see how full it is, so this one class reads a private field; its test guards an update of OkHttp.
 * On HTTP/1.1 what is unread stays in the kernel.
 */
final class Http2Backlog {
    private static final MethodHandle CODEC = codecField();

    private Http2Backlog() {}

    /** Bytes that Poe sent and nobody read yet; a sample, taken without a lock. */
    static long unreadBytes(Response response) {
        Exchange exchange = response.exchange();
        if (exchange == null) {
            return 0;
        }
        return codec(exchange).getSocket() instanceof Http2Stream stream
                ? stream.getSource().getReadBuffer().size()
                : 0;
    }

    private static ExchangeCodec codec(Exchange exchange) {
        try {
            return (ExchangeCodec) CODEC.invokeExact(exchange);
        } catch (Throwable impossible) {
            throw new LinkageError("OkHttp's Exchange.codec cannot be read", impossible);
        }
    }

    private static MethodHandle codecField() {
        try {
            Field field = Exchange.class.getDeclaredField("codec");
            field.setAccessible(true);
            return MethodHandles.lookup().unreflectGetter(field);
        } catch (ReflectiveOperationException changed) {
            throw new LinkageError("OkHttp's Exchange has no field codec any more", changed);
        }
    }
}
