package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.config.PoeAddresses;
import poegateway.config.UpstreamConfig;
import poegateway.core.Cancellation;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.upstream.http1.ScriptedServer;

class PoeHostsTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final Duration NEVER = Duration.ofDays(10_000);
    private static final TimeLimits LIMITS = new TimeLimits(NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER);

    private final Ticker ticker = new Ticker(() -> 1);
    private final List<URI> connected = new ArrayList<>();

    @Test
    void eachPartIsAskedAtItsServerAndOneServerHasOneClient() throws IOException {
        try (ScriptedServer one = ScriptedServer.plain(visit -> visit.answerAll(ANSWER));
                ScriptedServer other = ScriptedServer.plain(visit -> visit.answerAll(ANSWER))) {
            PoeAddresses beside = PoeAddresses.at(URI.create("http://127.0.0.1:" + one.port() + "/v1"));
            PoeAddresses addresses = new PoeAddresses(
                    beside.api(),
                    beside.usage(),
                    URI.create("http://127.0.0.1:" + one.port() + "/old/bots"),
                    URI.create("http://127.0.0.1:" + other.port() + "/up"));
            try (PoeHosts hosts = new PoeHosts(addresses, server -> client(server, addresses))) {
                assertEquals(1, connected.size());
                send(hosts, PoeEndpoint.Base.API, "/models");
                send(hosts, PoeEndpoint.Base.BOT, "/Some%20Bot");
                send(hosts, PoeEndpoint.Base.UPLOAD, "/file");
                send(hosts, PoeEndpoint.Base.UPLOAD, "/file");
                assertEquals(List.of("GET /v1/models HTTP/1.1", "GET /old/bots/Some%20Bot HTTP/1.1"), lines(one));
                assertEquals(List.of("GET /up/file HTTP/1.1", "GET /up/file HTTP/1.1"), lines(other));
                assertEquals(2, connected.size());
                assertEquals(0, hosts.openReplies());
            }
        }
    }

    private HttpUpstream client(URI server, PoeAddresses addresses) {
        connected.add(server);
        return new HttpUpstream(
                server, addresses, UpstreamConfig.defaults(), Optional.empty(), Optional.empty(), ticker);
    }

    private void send(PoeHosts hosts, PoeEndpoint.Base base, String path) {
        PoeEndpoint endpoint = new PoeEndpoint(base, "GET", path, PoeEndpoint.KeyForm.BEARER);
        try (RequestTimeline timeline = RequestTimeline.start(ticker, LIMITS, new Cancellation())) {
            hosts.send(new PoeRequest(endpoint, Optional.empty(), HeaderFields.NONE, Optional.empty(), timeline))
                    .close();
        }
    }

    private static List<String> lines(ScriptedServer server) {
        return server.requests().stream()
                .map(request -> request.lines().findFirst().orElse(""))
                .toList();
    }
}
