package poegateway.config;

import java.util.List;
import java.util.regex.Pattern;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;

/** Web pages that may call from a browser. */
public record CorsConfig(
        @Doc(
                value = "Origins of web pages that may call: scheme://host or scheme://host:port, or `*` for all.",
                standard = "none, which turns CORS off",
                sample = "https://app.example.com")
        List<String> origins) {
    private static final Pattern ORIGIN =
            Pattern.compile("\\*|[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::\\d{1,5})?");

    public CorsConfig {
        origins = List.copyOf(origins);
        Checks checks = new Checks();
        for (int i = 0; i < origins.size(); i++) {
            checks.that(
                    ORIGIN.matcher(origins.get(i)).matches(),
                    "origins[" + i + "]",
                    "must be scheme://host or scheme://host:port in lower case, without a trailing slash, or *");
        }
        checks.done();
    }

    public static CorsConfig defaults() {
        return new CorsConfig(List.of());
    }
}
