package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import poegateway.config.GatewayConfig;
import poegateway.config.PoeConfig;
import poegateway.core.text.Secret;

class ForwardProxyTest {
    private static final URI POE = URI.create("https://poe.example/v1");

    private static ForwardProxy proxy(String address) {
        return ForwardProxy.of(with(GatewayConfig.defaults().poe(), address, ""), POE)
                .orElseThrow();
    }

    /** What is sent again after the proxy has refused the request. */
    private static @Nullable Request again(String address, Request refused) throws IOException {
        OkHttpClient.Builder client = new OkHttpClient.Builder();
        proxy(address).applyTo(client);
        return client.build()
                .proxyAuthenticator()
                .authenticate(
                        null,
                        new Response.Builder()
                                .request(refused)
                                .protocol(Protocol.HTTP_1_1)
                                .code(407)
                                .message("")
                                .build());
    }

    @Test
    void userAndPasswordAreShownOnceAndWithoutThemNothingIs() throws IOException {
        Request first = new Request.Builder().url("https://poe.example/").build();
        assertNull(again("http://proxy", first));
        Request shown = Objects.requireNonNull(again("http://user:p%21+@proxy", first));
        assertEquals("Basic dXNlcjpwISs=", shown.header("Proxy-Authorization"));
        assertNull(again("http://user:p%21+@proxy", shown), "it has seen them and wants others");
    }

    @Test
    void theAddressHasAPortAndAName() {
        OkHttpClient.Builder client = new OkHttpClient.Builder();
        proxy("http://user@[::1]").applyTo(client);
        assertEquals(
                InetSocketAddress.createUnresolved("::1", 80),
                Objects.requireNonNull(client.build().proxy()).address());
        var address = proxy("http://user@[::1]").address();
        assertEquals("::1", address.host());
        assertEquals(80, address.port());
        assertEquals(
                "Basic dXNlcjo=", address.authorization().map(Secret::reveal).orElse(""));
        assertEquals(Optional.empty(), proxy("http://Proxy:3128").address().authorization());
        assertEquals(3128, proxy("http://Proxy:3128").address().port());
    }

    @Test
    void whatIsOnThisMachineIsReachedWithoutIt() {
        PoeConfig standard = GatewayConfig.defaults().poe();
        for (String base : List.of(
                "https://127.0.0.1/v1",
                "https://127.9.9.9/v1",
                "https://[::1]/v1",
                "https://localhost:8/v1",
                "https://a.localhost/v1",
                "http://api.poe.com/v1")) {
            assertTrue(ForwardProxy.of(with(standard, ""), URI.create(base)).isEmpty(), base);
        }
        assertTrue(ForwardProxy.of(standard, standard.baseUrl()).isEmpty());
    }

    @Test
    void exceptionsAreNamesWithAllBelowThemAddressesAndBlocks() {
        PoeConfig standard = GatewayConfig.defaults().poe();
        Map<String, List<String>> direct = Map.of(
                "poe.com", List.of("poe.com", "api.poe.com", "API.POE.COM"),
                ".poe.com", List.of("api.poe.com", "poe.com"),
                "*.poe.com, x", List.of("api.poe.com"),
                "a b,api.poe.com:443", List.of("api.poe.com", "b"),
                "*", List.of("anything", "10.0.0.1"),
                "10.0.0.0/8,[fd00::1]", List.of("10.1.2.3", "[fd00::1]"));
        direct.forEach((exceptions, hosts) -> hosts.forEach(host -> assertTrue(
                ForwardProxy.of(with(standard, exceptions), URI.create("https://" + host))
                        .isEmpty(),
                exceptions + " " + host)));
        Map<String, List<String>> proxied = Map.of(
                "", List.of("poe.com"),
                "poe.com", List.of("notpoe.com", "poe.com.example", "10.0.0.1"),
                "api.poe.com", List.of("poe.com"),
                "10.0.0.0/8", List.of("11.0.0.1", "poe.com"));
        proxied.forEach((exceptions, hosts) -> hosts.forEach(host -> assertEquals(
                "proxy:3128",
                ForwardProxy.of(with(standard, exceptions), URI.create("https://" + host))
                        .map(Object::toString)
                        .orElse(""),
                exceptions + " " + host)));
    }

    private static PoeConfig with(PoeConfig standard, String noProxy) {
        return with(standard, "http://user:s3cr3t@proxy:3128", noProxy);
    }

    private static PoeConfig with(PoeConfig standard, String proxy, String noProxy) {
        return new PoeConfig(
                standard.source(),
                standard.baseUrl(),
                standard.botUrl(),
                standard.uploadUrl(),
                standard.apiKey(),
                standard.caFile(),
                standard.accounts(),
                standard.balanceEvery(),
                Optional.of(URI.create(proxy)),
                noProxy);
    }
}
