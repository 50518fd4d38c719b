package poegateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How callers reach the gateway, and its limits towards them.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param tls certificate and key; with them the port speaks TLS, HTTP/1.1 and HTTP/2, else plain HTTP/1.1
 * @param bodyLimit largest request body
 * @param bodyTimeout how long a request body may take to arrive
 * @param bodyBytesInFlight request bodies held at once, over all requests; default a quarter of the heap
 * @param commitAfter how long a stream's status is withheld while Poe has sent nothing
 * @param heartbeat form of the sign of life on a silent stream
 * @param heartbeatEvery silence after which it is sent
 * @param writeStall how long one write to a caller may block before the caller is cut
 * @param idleTimeout how long a connection without a request is kept
 */
public record ServerConfig(
        String host,
        int port,
        Optional<Tls> tls,
        ByteSize bodyLimit,
        Duration bodyTimeout,
        ByteSize bodyBytesInFlight,
        Duration commitAfter,
        Heartbeat heartbeat,
        Duration heartbeatEvery,
        Duration writeStall,
        Duration idleTimeout) {
    private static final int PORT_MAX = 65_535;

    /** Files in PEM form. */
    public record Tls(Path certificateFile, Path keyFile) {}

    /** {@code auto}: a comment until Poe's first event, then a chunk without content. */
    public enum Heartbeat {
        AUTO,
        CHUNK,
        COMMENT,
        OFF
    }

    public ServerConfig {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("port must be 0 to " + PORT_MAX + ", is " + port);
        }
    }

    public static ServerConfig defaults() {
        return new ServerConfig(
                "127.0.0.1",
                8642,
                Optional.empty(),
                ByteSize.ofMebibytes(32),
                Duration.ofSeconds(30),
                new ByteSize(Runtime.getRuntime().maxMemory() / 4),
                Duration.ofSeconds(10),
                Heartbeat.AUTO,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90));
    }
}
