package poegateway.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.ReplyFailure;
import poegateway.upstream.http1.MalformedResponseException;
import poegateway.upstream.http1.ProxyRefusedException;
import poegateway.upstream.http1.UnsentException;

/**
 * Reads an exception of either HTTP client as a {@link Failure}. What may be sent again depends on how far the attempt came:
 * before the request went out everything may, afterwards only what Poe says it did not look at.
 */
final class TransportFailures {
    private static final int CAUSES_LIMIT = 12;
    /** The JDK's words for bytes that are no record of TLS; it has no type for them. */
    private static final String NO_TLS = "Unsupported or unrecognized SSL message";

    private static final String CUT_SHORT = "unexpected end of stream";
    private static final String HEADERS_OVER_LIMIT = "header byte count limit of ";
    private static final String PROXY_REFUSES_USER = "Failed to authenticate with proxy";
    private static final String WANTS_USER = "407";
    private static final Pattern PROXY_STATUS = Pattern.compile("Unexpected response code for CONNECT: (\\d{3})");

    private final String address;
    private final String first;
    private final Duration connectTimeout;

    /** @param proxy the one that stands before the address */
    TransportFailures(String address, Optional<ForwardProxy> proxy, Duration connectTimeout) {
        this.address =
                address + proxy.map(given -> " through the proxy " + given).orElse("");
        this.first = proxy.isPresent() ? "the proxy's" : "its";
        this.connectTimeout = connectTimeout;
    }

    /** Why no reply came. */
    Failure beforeHead(IOException cause, AttemptProgress.Phase phase) {
        if (notProcessed(cause)) {
            return new ConnectFailure.NotProcessed();
        }
        return phase == AttemptProgress.Phase.SENT ? afterSend(cause) : connecting(cause);
    }

    /** Why the reply broke off. */
    Failure inBody(IOException cause) {
        return afterSend(cause);
    }

    Failure connectTimedOut() {
        return new ConnectFailure.ConnectTimeout(address, connectTimeout);
    }

    private Failure connecting(IOException cause) {
        if (outOfOpenFiles(cause)) {
            return new GatewayFailure.Overloaded("the limit of open files (ulimit -n)");
        }
        if (find(cause, UnknownHostException.class).isPresent()) {
            return new ConnectFailure.Unreachable(address, first + " name was not found (DNS)");
        }
        if (find(cause, SSLException.class).isPresent()) {
            return tls(cause);
        }
        if (find(cause, SocketTimeoutException.class).isPresent()) {
            return connectTimedOut();
        }
        return new ConnectFailure.Unreachable(address, saidByProxy(cause).orElseGet(() -> connectionFailed(cause)));
    }

    private static String connectionFailed(IOException cause) {
        if (cause instanceof UnsentException) {
            return "it turned the connection away before a request was written";
        }
        return find(cause, ConnectException.class).isPresent() ? "connection refused" : "connection failed";
    }

    /** This process has no descriptor left for the connection: in the words of the system, since Java has no type for it. */
    private static boolean outOfOpenFiles(IOException cause) {
        return find(cause, SocketException.class)
                .map(Throwable::getMessage)
                .filter(message -> message.contains("Too many open files"))
                .isPresent();
    }

    /** What a proxy answered to CONNECT; OkHttp has it in words only. */
    private static Optional<String> saidByProxy(IOException cause) {
        if (cause instanceof ProxyRefusedException refused) {
            return Optional.of(proxyRefused(Integer.toString(refused.status())));
        }
        String message = String.valueOf(cause.getMessage());
        if (message.equals(PROXY_REFUSES_USER)) {
            return Optional.of(proxyRefused(WANTS_USER));
        }
        Matcher status = PROXY_STATUS.matcher(message);
        return status.matches() ? Optional.of(proxyRefused(status.group(1))) : Optional.empty();
    }

    private static String proxyRefused(String status) {
        return status.equals(WANTS_USER)
                ? "the proxy wants a user and password, or refuses the ones in poe.proxy"
                : "the proxy answered with status " + status;
    }

    /** A peer that goes away in the handshake may come back; a certificate that is wrong stays wrong. */
    private Failure tls(IOException cause) {
        if (find(cause, EOFException.class).isPresent()
                || find(cause, SocketException.class).isPresent()) {
            return new ConnectFailure.Unreachable(address, "the TLS handshake was cut");
        }
        return new ConnectFailure.TlsRefused(address, handshakeFailed(cause));
    }

    private static String handshakeFailed(IOException cause) {
        if (find(cause, CertificateExpiredException.class).isPresent()) {
            return "its certificate has expired";
        }
        if (find(cause, CertificateNotYetValidException.class).isPresent()) {
            return "its certificate is not valid yet";
        }
        if (find(cause, SSLPeerUnverifiedException.class).isPresent() || wrongHost(cause)) {
            return "its certificate is for another host";
        }
        if (find(cause, java.security.cert.CertPathBuilderException.class).isPresent()) {
            return "the authority of its certificate is unknown";
        }
        return find(cause, SSLException.class)
                .filter(other -> NO_TLS.equals(other.getMessage()))
                .map(plain -> "it does not speak TLS")
                .orElse("the TLS handshake failed");
    }

    /** The JDK tells a wrong host by a plain exception; one about the chain has a class of its own, or a cause. */
    private static boolean wrongHost(IOException cause) {
        return find(cause, CertificateException.class)
                .filter(plain -> plain.getClass() == CertificateException.class && plain.getCause() == null)
                .isPresent();
    }

    private static Failure afterSend(IOException cause) {
        if (cause instanceof MalformedResponseException malformed) {
            return new ReplyFailure.BadResponse(malformed.reason());
        }
        if (brokenRule(cause) || floods(cause)) {
            return new ReplyFailure.BadResponse("it breaks the rules of HTTP");
        }
        if (headersTooLong(cause)) {
            return new ReplyFailure.BadResponse("its headers are too long");
        }
        return new ReplyFailure.Closed(false);
    }

    /** A body that is cut short is a protocol error to OkHttp; here it is a connection that closed. */
    private static boolean brokenRule(IOException cause) {
        return find(cause, ProtocolException.class)
                .filter(broken -> !CUT_SHORT.equals(broken.getMessage()))
                .isPresent();
    }

    private static boolean notProcessed(IOException cause) {
        return find(cause, ConnectionShutdownException.class).isPresent()
                || isReset(cause, ErrorCode.REFUSED_STREAM)
                || wantsHttp1(cause);
    }

    /** Whether the server refused the stream because it takes such a request over HTTP/1.1 only. */
    static boolean wantsHttp1(IOException cause) {
        return isReset(cause, ErrorCode.HTTP_1_1_REQUIRED);
    }

    /** Whether the stream was reset so. When the body could not be written to its end, the reset is what came second. */
    private static boolean isReset(IOException cause, ErrorCode code) {
        return Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed()))
                .flatMap(each -> find(each, StreamResetException.class).stream())
                .anyMatch(reset -> reset.errorCode == code);
    }

    /**
     * OkHttp resets a stream whose server sends more than it may. Other resets say no more than that it broke: PROTOCOL_ERROR
     * is also OkHttp's word when nobody answers its pings.
     */
    private static boolean floods(IOException cause) {
        return isReset(cause, ErrorCode.FLOW_CONTROL_ERROR);
    }

    /** OkHttp stops reading headers at 256 KiB. */
    private static boolean headersTooLong(IOException cause) {
        return String.valueOf(cause.getMessage()).startsWith(HEADERS_OVER_LIMIT);
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < CAUSES_LIMIT; depth++) {
            if (type.isInstance(current)) {
                return Optional.of(type.cast(current));
            }
            current = current.getCause();
        }
        return Optional.empty();
    }
}
