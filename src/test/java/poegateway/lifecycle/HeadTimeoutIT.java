package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** The head of a request has a limit in time, whoever sends it and however its bytes are spread. */
class HeadTimeoutIT {
    private static final Duration WITHIN = Duration.ofSeconds(14);
    private static final Duration OVER = Duration.ofSeconds(2);
    private static final String HEAD = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n";
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final byte[] OPEN_HEADERS = {0, 0, 1, 1, 1, 0, 0, 0, 1, (byte) 0x82};
    private static final byte[] CONTINUATION = {0, 0, 1, 9, 0, 0, 0, 0, 1, (byte) 0x87};

    @GatewayTest(transport = Transport.H1)
    void aHeadThatDripsIsCutHoweverOftenABytesComes(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send(HEAD);
            answered(rig);
            passes(rig, WITHIN);
            caller.send("x-slow: 1\r\n");
            assertCut(rig, caller);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aConnectionOnWhichNothingEverComesIsCutToo(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            answered(rig);
            passes(rig, WITHIN);
            assertCut(rig, caller);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aKeptConnectionMayBeSilentAndItsNextHeadHasTheWholeTime(Rig rig) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            assertEquals(200, caller.send(HEAD + "\r\n").reply().status());
            passes(rig, Duration.ofSeconds(60));
            caller.send(HEAD);
            answered(rig);
            passes(rig, WITHIN);
            assertEquals(200, caller.send("\r\n").reply().status());
            caller.send("G");
            answered(rig);
            passes(rig, WITHIN);
            assertCut(rig, caller);
        }
    }

    @GatewayTest(simulated = true, transport = Transport.H1)
    void theTimeOfTheHeadIsNotThatOfBodyAndAnswer(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            String request = RawCaller.request(dialect, "Claude-Sonnet-4.6", false);
            caller.send(request.substring(0, request.length() - 1));
            answered(rig);
            passes(rig, Duration.ofSeconds(20));
            assertEquals(
                    200,
                    caller.send(request.substring(request.length() - 1)).reply().status());
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aTlsHandshakeThatIsNotFinishedIsCut(Rig rig) throws IOException {
        try (Socket socket = new Socket(
                        rig.gateway().url().getHost(), rig.gateway().url().getPort());
                RawCaller caller = new RawCaller(socket)) {
            caller.send(new byte[] {22, 3, 1, 2, 0, 1}); // the beginning of a ClientHello
            answered(rig);
            passes(rig, WITHIN);
            assertCut(rig, caller);
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aHeadOfHttp1OverTlsThatDripsIsCut(Rig rig) throws Exception {
        try (RawCaller caller = new RawCaller(tls(rig, "http/1.1"))) {
            caller.send(HEAD);
            answered(rig);
            passes(rig, WITHIN);
            assertCut(rig, caller);
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aPrefaceOrAHeaderBlockOfHttp2ThatIsNotFinishedIsCut(Rig rig) throws Exception {
        List<byte[]> beginnings = List.of(
                new byte[] {'P'},
                PREFACE,
                joined(PREFACE, new byte[] {0, 0}),
                joined(PREFACE, SETTINGS, OPEN_HEADERS),
                joined(PREFACE, SETTINGS, OPEN_HEADERS, CONTINUATION),
                joined(PREFACE, SETTINGS, new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2}));
        for (byte[] beginning : beginnings) {
            try (RawCaller caller = new RawCaller(tls(rig, "h2"))) {
                caller.send(beginning);
                answered(rig);
                passes(rig, WITHIN);
                assertCut(rig, caller);
            }
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aConnectionOfHttp2ThatHasNoHeadUnderWayMayBeSilent(Rig rig) throws Exception {
        try (SSLSocket socket = tls(rig, "h2");
                RawCaller caller = new RawCaller(socket)) {
            caller.send(joined(PREFACE, SETTINGS));
            answered(rig);
            passes(rig, Duration.ofSeconds(60));
            caller.send(new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8});
            assertTrue(receivesPing(caller));
        }
    }

    /** The gateway has read all that was sent before this, since one thread waits for all connections. */
    private static void answered(Rig rig) {
        for (int i = 0; i < 3; i++) {
            assertEquals(200, rig.get("/health/live").status());
        }
    }

    private static void passes(Rig rig, Duration time) {
        rig.advance(time);
        answered(rig);
    }

    private static void assertCut(Rig rig, RawCaller caller) throws IOException {
        rig.advance(OVER);
        try {
            while (!caller.ended()) {
                // what the server says first of all, such as its settings
            }
        } catch (java.net.SocketException reset) {
            assertTrue(reset.getMessage().contains("reset"), reset::toString);
        }
    }

    /** The answer to a ping: its eight bytes, behind whatever else comes. */
    private static boolean receivesPing(RawCaller caller) throws IOException {
        int inARow = 0;
        while (inARow < 8) {
            byte[] next = caller.read(1);
            if (next.length == 0) {
                return false;
            }
            inARow = next[0] == inARow + 1 ? inARow + 1 : 0;
        }
        return true;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static SSLSocket tls(Rig rig, String protocol) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(rig.gateway().url().getHost(), rig.gateway().url().getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertEquals(protocol, socket.getApplicationProtocol());
        return socket;
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
