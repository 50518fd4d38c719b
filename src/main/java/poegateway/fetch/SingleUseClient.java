package poegateway.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import poegateway.upstream.TrustedAuthorities;

/**
 * A client for hosts that are asked now and then: it keeps no connection, follows nothing, repeats nothing, and has no time limit of its
 * own. It is built when the first call needs it, since the authorities that it trusts take a fifth of a start to read.
 */
final class SingleUseClient {
    private final Optional<TrustedAuthorities> trust;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable OkHttpClient client;

    SingleUseClient(Optional<TrustedAuthorities> trust) {
        this.trust = trust;
    }

    /** A builder of the client for one call, whose addresses or proxy are its own. */
    OkHttpClient.Builder forOneCall() {
        OkHttpClient built = client;
        return (built == null ? built() : built).newBuilder();
    }

    private OkHttpClient built() {
        lock.lock();
        try {
            OkHttpClient built = client;
            if (built == null) {
                built = build();
                client = built;
            }
            return built;
        } finally {
            lock.unlock();
        }
    }

    private OkHttpClient build() {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .fastFallback(false)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS)); // a picture takes minutes to make
        trust.ifPresent(given -> given.applyTo(builder));
        return builder.build();
    }
}
