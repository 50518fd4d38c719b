package poegateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import poegateway.core.text.Secret;

/** Tools that the gateway runs for models. */
public record ToolsConfig(
        @Doc("Most answers of a model that call such tools, in one request. Each is paid for.")
        int rounds,

        @Doc("Most tools that are run at once for one request.")
        int callsAtOnce,

        @Doc("How long one call of a tool may take.") Duration timeout,

        @Doc("Most bytes of what one call of a tool gives.") ByteSize resultLimit,

        @Doc("Reading pages of the web, by the tool `fetch`.")
        FetchToolConfig fetch,

        @Doc(value = "Tools that are asked over HTTP.", standard = "none")
        List<WebhookConfig> webhooks) {
    private static final int MOST = 100;
    private static final ByteSize RESULT_MAX = ByteSize.ofMebibytes(16);
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(10);

    public ToolsConfig {
        webhooks = List.copyOf(webhooks);
        InvalidSetting.unlessBetween(1, MOST, rounds, "rounds");
        InvalidSetting.unlessBetween(1, MOST, callsAtOnce, "calls-at-once");
        InvalidSetting.unless(
                timeout.isPositive() && timeout.compareTo(TIMEOUT_MAX) <= 0,
                "timeout",
                "must be more than 0s, at most 10m");
        InvalidSetting.unlessBetween(new ByteSize(1), RESULT_MAX, resultLimit, "result-limit");
        InvalidSetting.unless(
                webhooks.stream().map(WebhookConfig::name).distinct().count() == webhooks.size(),
                "webhooks",
                "must have a name of its own each");
    }

    public static ToolsConfig defaults() {
        return new ToolsConfig(
                8, 16, Duration.ofSeconds(30), new ByteSize(256 * 1024), FetchToolConfig.defaults(), List.of());
    }

    /** What the tool {@code fetch} may read. */
    public record FetchToolConfig(
            @Doc(
                    value =
                            "Hosts whose pages it may read, by https; `*.` stands for all names below. Without any there is no such tool.",
                    standard = "none",
                    sample = "en.wikipedia.org")
            List<String> hosts) {
        private static final Pattern HOST = Pattern.compile("(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)+");

        public FetchToolConfig {
            hosts = List.copyOf(hosts);
            Checks checks = new Checks();
            for (int i = 0; i < hosts.size(); i++) {
                checks.that(
                        HOST.matcher(hosts.get(i)).matches(),
                        "hosts[" + i + "]",
                        "must be the name of a host in small letters, such as en.wikipedia.org or *.example.org");
            }
            checks.done();
        }

        public static FetchToolConfig defaults() {
            return new FetchToolConfig(List.of());
        }
    }

    /** A tool that is asked over HTTP. */
    public record WebhookConfig(
            @Doc(value = "As models call it: letters, digits, `_` and `-`.", sample = "weather")
            String name,

            @Doc(value = "What models are told of it.", sample = "\"The weather of a city now.\"")
            String description,

            @Doc(
                    value = "Where it is asked: the arguments go there in a POST, as JSON.",
                    sample = "https://tools.example/weather")
            String url,

            @Doc(
                    value = "JSON Schema of its arguments, as JSON.",
                    sample =
                            "'{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}'")
            String parameters,

            @Doc(value = "Sent as `Authorization: Bearer …`.", standard = "none", sample = "tk-0123")
            Optional<Secret> key,

            @Doc(
                    value = "Whether it may be at an address that is not of the public internet, and without TLS.",
                    otherwise = "false")
            boolean inside) {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
        private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+(?:/[!-~]*)?");

        public WebhookConfig {
            new Checks()
                    .that(NAME.matcher(name).matches(), "name", "must be 1 to 64 letters, digits, _ or -")
                    .that(!description.isBlank(), "description", "must say what the tool does")
                    .that(
                            URL.matcher(url).matches() && (inside || url.startsWith("https:")),
                            "url",
                            "must be an address that begins with https://, or with http:// where inside is true")
                    .that(
                            parameters.strip().startsWith("{"),
                            "parameters",
                            "must be a JSON Schema, {\"type\":\"object\",…}")
                    .done();
        }
    }
}
