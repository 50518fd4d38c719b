package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.GatewayConfig;
import poegateway.config.PoeConfig;
import poegateway.config.UpstreamConfig;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.FailureException;

/** The way to a Poe of another name, which only the proxy can reach. */
@Timeout(60)
final class ForwardProxyIT {
    private static final String HOST = "poe.example";
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName(HOST).build();

    /** One shows that this Poe does not offer HTTP/2, the next carries the request. */
    private static final int TUNNELS = 2;

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private HttpsServer poe;

    @BeforeEach
    void startPoe() throws IOException {
        HandshakeCertificates own =
                new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();
        poe = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        poe.setHttpsConfigurator(new HttpsConfigurator(own.sslContext()));
        poe.createContext("/v1/models", exchange -> {
            byte[] body = String.valueOf(exchange.getRequestHeaders().get("Proxy-authorization"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        poe.start();
    }

    @AfterEach
    void stopPoe() {
        poe.stop(0);
    }

    private URI base() {
        return URI.create("https://" + HOST + ":" + poe.getAddress().getPort() + "/v1");
    }

    private String ask(String proxy) throws IOException {
        PoeConfig standard = GatewayConfig.defaults().poe();
        PoeConfig config = new PoeConfig(
                standard.source(),
                base(),
                standard.botUrl(),
                standard.uploadUrl(),
                standard.apiKey(),
                standard.caFile(),
                standard.accounts(),
                standard.balanceEvery(),
                Optional.of(URI.create(proxy)),
                "");
        Path pem = Files.writeString(folder.resolve("ca.pem"), CERTIFICATE.certificatePem());
        try (HttpUpstream upstream = new HttpUpstream(
                        base(),
                        UpstreamConfig.defaults(),
                        Optional.of(TrustedAuthorities.systemAnd(pem)),
                        ForwardProxy.of(config, base()),
                        new Ticker(() -> 0));
                PoeReply reply = upstream.send(new PoeRequest(
                        PoeEndpoint.api("GET", "/models"),
                        Optional.empty(),
                        HeaderFields.NONE,
                        Optional.empty(),
                        RequestTimeline.unlimited(() -> 1)))) {
            assertEquals(200, reply.status());
            byte[] bytes = new byte[100];
            return new String(bytes, 0, Math.max(0, reply.read(bytes, 0)), StandardCharsets.UTF_8);
        }
    }

    private String failure(String proxy) {
        return assertThrows(FailureException.class, () -> ask(proxy)).failure().message();
    }

    @Test
    void theProxyIsAskedForATunnelByNameAndSeesNothingElse() throws IOException {
        try (TunnelProxy proxy = new TunnelProxy(poe.getAddress().getPort(), "")) {
            assertEquals("null", ask("http://127.0.0.1:" + proxy.port()));
            assertEquals(TUNNELS, proxy.heads().size());
            String target = HOST + ":" + poe.getAddress().getPort();
            proxy.heads().forEach(head -> assertTrue(head.startsWith("CONNECT " + target + " HTTP/1.1\r\n"), head));
        }
    }

    @Test
    void userAndPasswordAreForTheProxyAlone() throws IOException {
        String login = "Proxy-Authorization: Basic dXNlcjpwOnchZA=="; // user:p:w!d
        try (TunnelProxy proxy = new TunnelProxy(poe.getAddress().getPort(), login)) {
            assertEquals("null", ask("http://user:p:w%21d@127.0.0.1:" + proxy.port()));
            assertEquals(TUNNELS, proxy.heads().size(), "it does not wait to be asked");
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() throws IOException {
        try (TunnelProxy proxy = new TunnelProxy(poe.getAddress().getPort(), "Proxy-Authorization: Basic other")) {
            String said = failure("http://user:s3cr3t@127.0.0.1:" + proxy.port());
            assertEquals(
                    "Could not connect to poe.example:" + poe.getAddress().getPort() + " through the proxy 127.0.0.1:"
                            + proxy.port() + ": the proxy wants a user and password, or refuses the ones in poe.proxy."
                            + " Check the network, the proxy settings and poe.base-url.",
                    said);
            assertFalse(said.contains("s3cr3t"));
            assertTrue(proxy.heads().size() <= 2, () -> proxy.heads().toString());
        }
    }

    @Test
    void aProxyThatCannotBeReachedIsNamed() throws IOException {
        try (Socket bound = new Socket()) { // bound but not listening: nobody else can take the port meanwhile
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String said = failure("http://127.0.0.1:" + bound.getLocalPort());
            String refused = " through the proxy 127.0.0.1:" + bound.getLocalPort() + ": connection refused.";
            assertTrue(said.contains(refused), said);
        }
        assertTrue(failure("http://proxy.invalid:3128")
                .contains(" through the proxy proxy.invalid:3128: the proxy's name was not found (DNS)."));
    }
}
