package poegateway.config.tools;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.core.text.Secret;

/** A tool that is asked over HTTP. */
public record WebhookConfig(
        @Doc(value = "The name that models call: letters, digits, `_` and `-`.", sample = "weather")
        String name,

        @Doc(value = "What models are told about it.", sample = "\"The weather of a city now.\"")
        String description,

        @Doc(
                value = "Its address. `{city}` in the path, or in a value of the query, stands for the argument of "
                        + "that name.",
                sample = "https://tools.example/weather")
        String url,

        @Doc(value = "HTTP method.", otherwise = "post") Method method,

        @Doc(
                value = "What is sent, as JSON whose strings may contain `{city}` likewise; if not set, all "
                        + "arguments, or nothing for get and delete.",
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

        @Doc(value = "Header in which the key is sent as it is instead.", standard = "none", sample = "x-api-key")
        Optional<String> keyHeader,

        @Doc(value = "Whether it may have an address outside the public internet, and no TLS.", otherwise = "false")
        boolean inside) {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    static final String HEADER_EXPECTATION =
            "must be the name of a header such as x-api-key, and not one that the gateway sets itself";
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
                        "must be an address that begins with https://, or with http:// if inside is true")
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
