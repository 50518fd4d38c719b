package poegateway.app;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** What people read first: the lines at start-up, and the page at the root. */
public final class Banner {
    private Banner() {}

    public static String version() {
        String version = Banner.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * At most ten lines.
     *
     * @param keys whether callers are asked for one
     */
    public static String lines(URI url, boolean simulated, boolean keys, Duration startup) {
        String answers = simulated
                ? "the built-in simulator: no POE_API_KEY is set (poe.com/api/keys), nothing leaves this machine"
                : "Poe";
        return String.format(
                Locale.ROOT,
                "poe-gateway %s  ready in %.1f s%n  OpenAI   %s/v1%n  Answers  %s%n  Try      %s%n  Stop     Ctrl-C",
                version(),
                startup.toMillis() / 1000.0,
                url,
                answers,
                example(url, keys));
    }

    /** For the simulator by itself. */
    public static String simulator(URI baseUri) {
        return "Simulated Poe  any key but 'wrong-key' will do" + System.lineSeparator()
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
                GET  /health/live           this process runs
                GET  /health/ready          requests are welcome

                Answers come from %s.
                """.formatted(
                version(), simulated ? "the built-in simulator; set POE_API_KEY and start again to ask Poe" : "Poe");
    }
}
