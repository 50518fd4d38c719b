package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.upstream.http1.MalformedResponseException;

class TransportFailuresTest {
    private static final String ADDRESS = "poe.test:443";

    private final TransportFailures faults = new TransportFailures(ADDRESS, Optional.empty(), Duration.ofSeconds(5));

    @Test
    void whatFailsBeforeAConnectionMayBeSentAgain() {
        Map<IOException, String> reasons = Map.of(
                new UnknownHostException("poe.test"),
                "DNS",
                new ConnectException("Connection refused"),
                "connection refused",
                caused(new ConnectException("no address"), new UnknownHostException("poe.test")),
                "DNS",
                new SocketException("Network is unreachable"),
                "connection failed",
                caused(new SSLException("closed"), new EOFException()),
                "handshake was cut",
                caused(new SSLHandshakeException("reset"), new SocketException("Connection reset")),
                "handshake was cut");
        reasons.forEach((cause, reason) -> {
            Failure failure = faults.beforeHead(cause, AttemptProgress.Phase.CONNECTING);
            assertInstanceOf(ConnectFailure.Unreachable.class, failure, cause::toString);
            assertEquals(Retry.IF_UNSENT, failure.retry());
            assertTrue(failure.message().contains(ADDRESS) && failure.message().contains(reason), failure.message());
        });
    }

    @Test
    void aTimeOutBeforeAConnectionSaysItsLimit() {
        Failure failure =
                faults.beforeHead(new SocketTimeoutException("connect timed out"), AttemptProgress.Phase.CONNECTING);
        assertEquals(new ConnectFailure.ConnectTimeout(ADDRESS, Duration.ofSeconds(5)), failure);
    }

    @Test
    void aCertificateIsRefusedForGoodAndSaysWhy() {
        Map<IOException, String> reasons = Map.of(
                caused(new SSLHandshakeException("x"), new CertificateExpiredException()),
                "expired",
                caused(new SSLHandshakeException("x"), new CertificateNotYetValidException()),
                "not valid yet",
                new SSLPeerUnverifiedException("Hostname poe.test not verified"),
                "another host",
                caused(new SSLHandshakeException("x"), new CertPathBuilderException()),
                "authority of its certificate is unknown");
        reasons.forEach((cause, reason) -> {
            Failure failure = faults.beforeHead(cause, AttemptProgress.Phase.CONNECTING);
            assertInstanceOf(ConnectFailure.TlsRefused.class, failure, cause::toString);
            assertEquals(Retry.NEVER, failure.retry());
            assertTrue(failure.message().contains(reason), failure.message());
        });
    }

    @Test
    void aServerThatDoesNotSpeakTlsHasNoCertificateToBlame() {
        Map<IOException, String> reasons = Map.of(
                new SSLException("Unsupported or unrecognized SSL message"), "it does not speak TLS",
                new SSLHandshakeException("Received fatal alert: protocol_version"), "the TLS handshake failed");
        reasons.forEach((cause, reason) -> {
            Failure failure = faults.beforeHead(cause, AttemptProgress.Phase.CONNECTING);
            assertEquals(new ConnectFailure.TlsRefused(ADDRESS, reason), failure);
            assertEquals(
                    "No secure connection to poe.test:443: " + reason
                            + ". Check the clock of this machine, poe.base-url, and poe.ca-file if a proxy "
                            + "intercepts TLS.",
                    failure.message());
        });
    }

    @Test
    void whatFailsAfterTheRequestWasSentIsNeverSentAgain() {
        List<IOException> closed = List.of(
                new EOFException("\\n not found: limit=0 content=…"),
                new SocketException("Connection reset"),
                new ConnectException("refused"),
                new ProtocolException("unexpected end of stream"),
                new StreamResetException(ErrorCode.INTERNAL_ERROR),
                new StreamResetException(ErrorCode.CANCEL),
                // OkHttp's own word when its pings stay unanswered, and a server's when the one behind it fails
                new StreamResetException(ErrorCode.PROTOCOL_ERROR),
                new StreamResetException(ErrorCode.FRAME_SIZE_ERROR),
                new StreamResetException(ErrorCode.COMPRESSION_ERROR),
                new IOException("unexpected end of stream on connection"));
        for (IOException cause : closed) {
            assertEquals(
                    new ReplyFailure.Closed(false),
                    faults.beforeHead(cause, AttemptProgress.Phase.SENT),
                    cause::toString);
            assertEquals(new ReplyFailure.Closed(false), faults.inBody(cause), cause::toString);
        }
        assertEquals(Retry.NEVER, new ReplyFailure.Closed(false).retry());
    }

    @Test
    void whatBreaksTheRulesOfHttpIsABadResponse() {
        List<IOException> broken = List.of(
                new ProtocolException("Unexpected status line: This is not HTTP"),
                new ProtocolException("expected chunk size and optional extensions but was \"no-size\""),
                new StreamResetException(ErrorCode.FLOW_CONTROL_ERROR),
                new MalformedResponseException("its headers are too long"),
                new IOException("header byte count limit of 262144 exceeded"));
        for (IOException cause : broken) {
            Failure failure = faults.beforeHead(cause, AttemptProgress.Phase.SENT);
            assertInstanceOf(ReplyFailure.BadResponse.class, failure, cause::toString);
            assertEquals(Retry.NEVER, failure.retry());
        }
    }

    @Test
    void whatPoeNeverLookedAtMayBeSentAgainThoughItWasSent() {
        IOException unwritten = new IOException("stream closed");
        unwritten.addSuppressed(new StreamResetException(ErrorCode.REFUSED_STREAM));
        for (IOException cause : List.of(
                new StreamResetException(ErrorCode.REFUSED_STREAM),
                new StreamResetException(ErrorCode.HTTP_1_1_REQUIRED),
                unwritten,
                new ConnectionShutdownException())) {
            Failure failure = faults.beforeHead(cause, AttemptProgress.Phase.SENT);
            assertEquals(new ConnectFailure.NotProcessed(), failure);
            assertEquals(Retry.IF_UNSENT, failure.retry());
        }
    }

    @Test
    void anEndlessChainOfCausesEnds() {
        IOException outer = new IOException("outer");
        IOException inner = new IOException("inner", outer);
        outer.initCause(inner);
        assertEquals(new ReplyFailure.Closed(false), faults.inBody(outer));
    }

    private static IOException caused(IOException outer, Throwable cause) {
        outer.initCause(cause);
        return outer;
    }
}
