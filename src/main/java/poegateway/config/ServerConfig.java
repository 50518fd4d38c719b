package poegateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import poegateway.config.setting.ByteSize;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** How callers reach the gateway, and its limits towards them. */
public record ServerConfig(
        @Doc("Address to listen on.") String host,

        @Doc("Port to listen on; 0 picks a free one.") int port,

        @Doc("Certificate and key; with them the port serves HTTP/1.1 and HTTP/2 over TLS, otherwise plain HTTP/1.1.")
        Optional<Tls> tls,

        @Doc("How long the head of a request may take to arrive, the TLS handshake included.")
        Duration headTimeout,

        @Doc("Largest request body.") ByteSize bodyLimit,

        @Doc("Largest request body that is a form with files. Parts over 64 KiB are stored in `vault.folder` "
                + "meanwhile.")
        ByteSize uploadLimit,

        @Doc("How long a request body may take to arrive; of a form, each MiB of it.")
        Duration bodyTimeout,

        @Doc(
                value = "Memory for all request bodies together, counted as they arrive. An eighth of it is reserved "
                        + "for bodies up to 64 KiB.",
                standard = "a quarter of the heap")
        ByteSize bodyBytesInFlight,

        @Doc("How long a stream's status is withheld while Poe has sent nothing.")
        Duration commitAfter,

        @Doc("Form of the heartbeat on a silent stream; `auto` is a comment until Poe's first event, then a chunk "
                + "without content.")
        Heartbeat heartbeat,

        @Doc("Silence after which a heartbeat is sent.") Duration heartbeatEvery,

        @Doc("How long one write to a caller may block before the caller is disconnected.")
        Duration writeStall,

        @Doc("How long an idle connection is kept open.") Duration idleTimeout,

        @Doc(
                value = "Address at which callers reach the gateway through a proxy; links are built from it, and "
                        + "its host name is accepted.",
                standard = "none")
        Optional<URI> publicUrl,

        @Doc(
                value = "Proxies whose `X-Forwarded-For` is trusted, as addresses or blocks such as 10.0.0.0/8.",
                standard = "none")
        List<Cidr> trustedProxies,

        @Doc("Connections at once, over all callers; fewer where the limit of open files leaves less room (two files "
                + "for each caller). Any more are answered 503.")
        int connections,

        @Doc("Connections at once from one address, except loopback and trusted proxies.")
        int connectionsPerAddress,

        @Doc("How long requests are still accepted after SIGTERM while `/health/ready` answers 503, so that load "
                + "balancers notice.")
        Duration drainDelay,

        @Doc("How long streams in progress may run on after SIGTERM before they are ended with an error event.")
        Duration drainTimeout) {
    private static final int PORT_MAX = 65_535;
    private static final int CONNECTIONS_MAX = 1_000_000;
    /** A body is one byte array at times, which ends at 2 GiB. */
    private static final ByteSize BODY_MAX = ByteSize.ofMebibytes(1024);

    private static final ByteSize UPLOAD_MAX = ByteSize.ofMebibytes(16 * 1024);

    /** With less, what is bounded would refuse everything. */
    private static final ByteSize MEMORY_MIN = ByteSize.ofMebibytes(1);

    private static final ByteSize MEMORY_MAX = ByteSize.ofMebibytes(1024 * 1024);

    /** Files in PEM form. */
    public record Tls(
            @Doc("Certificate chain in PEM form; turns TLS on, together with `server.tls.key-file`.")
            Path certificateFile,

            @Doc("Private key of the certificate in PEM form.")
            Path keyFile) {}

    /** {@code auto}: a comment until Poe's first event, then a chunk without content. */
    public enum Heartbeat {
        AUTO,
        CHUNK,
        COMMENT,
        OFF
    }

    public ServerConfig {
        InvalidSetting.unless(!host.isBlank(), "host", "must not be empty");
        host = WebAddresses.bare(host);
        InvalidSetting.unlessBetween(0, PORT_MAX, port, "port");
        InvalidSetting.unlessPositive(headTimeout, "head-timeout");
        InvalidSetting.unlessBetween(new ByteSize(1), BODY_MAX, bodyLimit, "body-limit");
        InvalidSetting.unlessBetween(new ByteSize(1), UPLOAD_MAX, uploadLimit, "upload-limit");
        InvalidSetting.unlessPositive(bodyTimeout, "body-timeout");
        InvalidSetting.unlessBetween(MEMORY_MIN, MEMORY_MAX, bodyBytesInFlight, "body-bytes-in-flight");
        InvalidSetting.unlessZeroOrMore(commitAfter, "commit-after");
        InvalidSetting.unlessPositive(heartbeatEvery, "heartbeat-every");
        InvalidSetting.unlessPositive(writeStall, "write-stall");
        InvalidSetting.unlessPositive(idleTimeout, "idle-timeout");
        publicUrl.ifPresent(url -> InvalidSetting.unless(
                WebAddresses.isPlainHttp(url),
                "public-url",
                "must be an http or https address without user, query and fragment, such as "
                        + "https://gateway.example.com"));
        publicUrl = publicUrl.map(WebAddresses::withoutSlashAtEnd);
        trustedProxies = List.copyOf(trustedProxies);
        InvalidSetting.unlessBetween(1, CONNECTIONS_MAX, connections, "connections");
        InvalidSetting.unlessBetween(1, CONNECTIONS_MAX, connectionsPerAddress, "connections-per-address");
        InvalidSetting.unlessZeroOrMore(drainDelay, "drain-delay");
        InvalidSetting.unlessZeroOrMore(drainTimeout, "drain-timeout");
    }

    /**
     * The address of this server for a caller.
     *
     * @param reachable name or address of a host, IPv6 with or without brackets
     */
    public URI address(String reachable, int openPort) {
        String shown = reachable.contains(":") && !reachable.startsWith("[") ? "[" + reachable + "]" : reachable;
        return URI.create((tls.isPresent() ? "https" : "http") + "://" + shown + ":" + openPort);
    }

    public static ServerConfig defaults() {
        return new ServerConfig(
                "127.0.0.1",
                8642,
                Optional.empty(),
                Duration.ofSeconds(15),
                ByteSize.ofMebibytes(32),
                ByteSize.ofMebibytes(64),
                Duration.ofSeconds(30),
                new ByteSize(Runtime.getRuntime().maxMemory() / 4),
                Duration.ofSeconds(10),
                Heartbeat.AUTO,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                Optional.empty(),
                List.of(),
                10_000,
                1000,
                Duration.ZERO,
                Duration.ofSeconds(60));
    }
}
