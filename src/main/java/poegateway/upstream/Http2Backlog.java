package poegateway.upstream;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Response;
import okhttp3.internal.connection.Exchange;
import okhttp3.internal.http.ExchangeCodec;
import okhttp3.internal.http2.Http2Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of an HTTP/2 reply lies unread in memory. OkHttp grants every stream a window of 16 MiB and offers no way to
 * make it smaller or to see how full it is, so this one class reads a private field; its test guards an update of OkHttp.
 * Where the field cannot be read, that is said once, and the bound on unread bytes does not hold.
 */
final class Http2Backlog {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Backlog.class);
    private static final Http2Backlog OKHTTP = new Http2Backlog(Exchange.class, "codec");

    private final @Nullable MethodHandle codec;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param field of the type, which holds the codec */
    Http2Backlog(Class<?> type, String field) {
        this.codec = getter(type, field);
    }

    /** Bytes that Poe sent and nobody read yet; a sample, taken without a lock. */
    static long unreadBytes(Response response) {
        Exchange exchange = response.exchange();
        return exchange == null ? 0 : OKHTTP.unreadBytes(exchange);
    }

    /** 0 where it cannot be known. */
    long unreadBytes(Object exchange) {
        try {
            return codec == null ? unknown(null) : bytes((ExchangeCodec) codec.invoke(exchange));
        } catch (Throwable changed) { // a changed OkHttp may fail in any way, and the caller has others to look after
            return unknown(changed);
        }
    }

    private static long bytes(ExchangeCodec codec) {
        return codec.getSocket() instanceof Http2Stream stream
                ? stream.getSource().getReadBuffer().size()
                : 0;
    }

    private long unknown(@Nullable Throwable why) {
        if (!warned.getAndSet(true)) {
            LOG.warn("OkHttp does not show what is unread: upstream.unread-bytes has no effect", why);
        }
        return 0;
    }

    private static @Nullable MethodHandle getter(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return MethodHandles.lookup().unreflectGetter(field);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            return null;
        }
    }
}
