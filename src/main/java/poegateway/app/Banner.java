package poegateway.app;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import poegateway.config.GatewayConfig;
import poegateway.config.PoeConfig;

/** What people read first: the lines at start-up, and the page at the root. */
public final class Banner {
    private Banner() {}

    public static String version() {
        String version = Banner.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** At most twelve lines about a gateway that was started with these settings. */
    public static String lines(Gateway gateway, GatewayConfig config, Duration startup) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(Locale.ROOT, "poe-gateway %s  ready in %.1f s", version(), startup.toMillis() / 1000.0));
        URI url = reachable(gateway.url());
        lines.add("  OpenAI   " + url + "/v1");
        if (!url.equals(gateway.url())) {
            lines.add("  Listens  on every address of this machine");
        }
        lines.add("  Answers  " + answers(gateway.simulator().isPresent(), config.poe()));
        warning(gateway, config).ifPresent(warning -> lines.add("  Warning  " + warning));
        ops(gateway, config)
                .ifPresent(own -> lines.add("  Ops      " + own + " serves /health and /metrics, and asks for no key"));
        lines.add("  Try      " + example(url, gateway.asksForKeys()));
        lines.add("  Stop     Ctrl-C");
        return String.join(System.lineSeparator(), lines);
    }

    /** What is dangerous about how it was started. */
    public static Optional<String> warning(Gateway gateway, GatewayConfig config) {
        return !BackendChoice.onLoopback(config) && !gateway.asksForKeys()
                ? Optional.of("anyone who reaches this port can use it: no key is required (--insecure), except for "
                        + "/metrics (keys new NAME --scope metrics)")
                : Optional.empty();
    }

    /** Address of the port for operations, where it has one of its own. */
    public static Optional<String> ops(Gateway gateway, GatewayConfig config) {
        String host = config.ops().host();
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return gateway.opsPort().stream()
                .mapToObj(port -> "http://" + shown + ":" + port)
                .findFirst();
    }

    private static String answers(boolean simulated, PoeConfig poe) {
        if (!simulated) {
            return "Poe";
        }
        String why = poe.source() == PoeConfig.Source.SIMULATOR
                ? "poe.source is simulator"
                : "no POE_API_KEY is set (poe.com/api/keys)";
        return "the built-in simulator: " + why + ", nothing leaves this machine";
    }

    /** An address that means all of this machine is none to connect to. */
    private static URI reachable(URI url) {
        String text = url.toString();
        return URI.create(text.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:"));
    }

    /** For the simulator by itself. */
    public static String simulator(URI baseUri) {
        return "Simulated Poe  accepts any key except 'wrong-key'" + System.lineSeparator()
                + "  OpenAI   " + baseUri + System.lineSeparator()
                + "  Faults   chosen by model name, or queued as scripts: docs/simulator.md" + System.lineSeparator()
                + "  Stop     Ctrl-C";
    }

    private static String example(URI url, boolean keys) {
        return "curl -N " + url + "/v1/chat/completions -H 'content-type: application/json' \\\n"
                + (keys ? "             -H 'Authorization: Bearer KEY' \\\n" : "")
                + "             -d '{\"model\":\"Claude-Sonnet-4.6\",\"stream\":true,\"messages\":"
                + "[{\"role\":\"user\",\"content\":\"hello\"}]}'";
    }

    static String page(boolean simulated) {
        return """
                poe-gateway %s

                An OpenAI-compatible gateway for Poe. Point the base URL of any OpenAI client at this address plus /v1.

                POST /v1/chat/completions   chat, streamed or whole
                GET  /v1/models             the models that Poe offers
                GET  /health/live           whether this process runs
                GET  /health/ready          whether it takes requests

                Answers come from %s.
                """.formatted(
                version(), simulated ? "the built-in simulator; set POE_API_KEY and start again to ask Poe" : "Poe");
    }
}
