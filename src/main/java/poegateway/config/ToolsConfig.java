package poegateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import poegateway.core.text.Secret;

/** Tools that the gateway runs for models. */
public record ToolsConfig(
        @Doc("Most answers of a model that call such tools, in one request. Each is paid for.")
        int rounds,

        @Doc("Most tools that are run at once for one request.")
        int callsAtOnce,

        @Doc("How long one call of a tool may take.") Duration timeout,

        @Doc("Most bytes that one call of a tool may return.")
        ByteSize resultLimit,

        @Doc("Reading pages of the web, by the tool `fetch`.")
        FetchToolConfig fetch,

        @Doc(value = "Tools that are asked over HTTP.", standard = "none")
        List<WebhookConfig> webhooks,

        @Doc(
                "Tools that are added while the gateway runs, with `POST /v1/tools`, by callers whose key has the scope `admin`.")
        RegistrationConfig registration) {
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
                8,
                16,
                Duration.ofSeconds(30),
                new ByteSize(256 * 1024),
                FetchToolConfig.defaults(),
                List.of(),
                RegistrationConfig.defaults());
    }

    /** Which tools may be added while the gateway runs. All of them are asked over HTTP. */
    public record RegistrationConfig(
            @Doc(
                    value =
                            "Hosts that such tools may be at; `*.` stands for all names below, and a port goes behind a colon. Without any, no tool can be added.",
                    standard = "none",
                    sample = "tools.example")
            List<String> hosts,

            @Doc(
                    value = "Whether they may be at addresses that are not of the public internet, and without TLS.",
                    otherwise = "false")
            boolean inside,

            @Doc(value = "Secrets that such tools may name.", standard = "none")
            List<ToolSecretConfig> secrets,

            @Doc("Most tools that are added.") int count,

            @Doc(
                    value = "File in which they are kept for the next start; made when it is first needed.",
                    standard = "`tools.json` beside `auth.key-file`",
                    mayBeAbsent = true)
            Optional<Path> file) {
        private static final int COUNT_MAX = 1_000;
        private static final Pattern HOST = Pattern.compile(
                "(?:(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)+|localhost|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?");

        public RegistrationConfig {
            hosts = List.copyOf(hosts);
            secrets = List.copyOf(secrets);
            Checks checks = new Checks();
            for (int i = 0; i < hosts.size(); i++) {
                checks.that(
                        HOST.matcher(hosts.get(i)).matches(),
                        "hosts[" + i + "]",
                        "must be the name of a host in small letters, such as tools.example, *.example.org or"
                                + " tools.example:8443");
            }
            for (int i = 0; i < secrets.size(); i++) {
                checks.that(
                        hosts.containsAll(secrets.get(i).hosts()),
                        "secrets[" + i + "].hosts",
                        "must be hosts of tools.registration.hosts, written as there");
            }
            checks.distinct(secrets.stream().map(ToolSecretConfig::name).toList(), "secrets", ".name", "must differ")
                    .between(1, COUNT_MAX, Optional.of(count), "count")
                    .done();
        }

        public static RegistrationConfig defaults() {
            return new RegistrationConfig(List.of(), false, List.of(), 100, Optional.empty());
        }
    }

    /** A secret that tools may name which were added while the gateway runs. */
    public record ToolSecretConfig(
            @Doc(value = "What such tools call it.", sample = "weather")
            String name,

            @Doc(value = "The secret itself.", sample = "tk-0123")
            Secret value,

            @Doc(
                    value = "Header in which it is sent as it is; without it, it is sent as `Authorization: Bearer …`.",
                    standard = "none",
                    sample = "x-api-key")
            Optional<String> header,

            @Doc(
                    value = "Hosts of `tools.registration.hosts` that it may be sent to, written as there.",
                    sample = "[tools.example]")
            List<String> hosts) {
        public ToolSecretConfig {
            hosts = List.copyOf(hosts);
            new Checks()
                    .that(WebhookConfig.NAME.matcher(name).matches(), "name", "must be 1 to 64 letters, digits, _ or -")
                    .that(WebhookConfig.isHeader(header), "header", WebhookConfig.HEADER_EXPECTATION)
                    .that(!hosts.isEmpty(), "hosts", "must name a host at least")
                    .done();
        }
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
            @Doc(value = "Name by which models call it: letters, digits, `_` and `-`.", sample = "weather")
            String name,

            @Doc(value = "What models are told about it.", sample = "\"The weather of a city now.\"")
            String description,

            @Doc(
                    value =
                            "Where it is asked. `{city}` in its path, or in a value of its query, stands for the argument of that name.",
                    sample = "https://tools.example/weather")
            String url,

            @Doc(value = "How it is asked.", otherwise = "post")
            Method method,

            @Doc(
                    value =
                            "What is sent, as JSON whose texts may hold `{city}` likewise; without it all arguments, but nothing by get and delete.",
                    standard = "none",
                    sample = "'{\"place\":\"{city}\"}'")
            Optional<String> body,

            @Doc(
                    value = "JSON Schema of its arguments, as JSON.",
                    sample =
                            "'{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}'")
            String parameters,

            @Doc(value = "Sent as `Authorization: Bearer …`.", standard = "none", sample = "tk-0123")
            Optional<Secret> key,

            @Doc(value = "Header in which the key is sent instead, as it is.", standard = "none", sample = "x-api-key")
            Optional<String> keyHeader,

            @Doc(
                    value = "Whether it may be at an address that is not of the public internet, and without TLS.",
                    otherwise = "false")
            boolean inside) {
        static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
        static final String HEADER_EXPECTATION =
                "must be the name of a header such as x-api-key, and none that the gateway sets itself";
        private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
        private static final Set<String> OWN_HEADERS = Set.of(
                "host",
                "content-length",
                "content-type",
                "transfer-encoding",
                "connection",
                "accept",
                "accept-encoding",
                "user-agent");
        private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+(?:/[!-~]*)?");

        /** Methods of HTTP. */
        public enum Method {
            GET,
            POST,
            PUT,
            PATCH,
            DELETE
        }

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
                    .that(isHeader(keyHeader), "key-header", HEADER_EXPECTATION)
                    .done();
        }

        static boolean isHeader(Optional<String> name) {
            return name.isEmpty()
                    || (HEADER.matcher(name.get()).matches()
                            && !OWN_HEADERS.contains(name.get().toLowerCase(Locale.ROOT)));
        }
    }
}
