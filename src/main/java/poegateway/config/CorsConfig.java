package poegateway.config;

import java.util.List;

/** Web pages that may call from a browser. */
public record CorsConfig(
        @Doc(
                "Origins of web pages that may call: scheme://host or scheme://host:port, or `*` for all; none turns CORS off.")
        List<String> origins) {
    public CorsConfig {
        origins = List.copyOf(origins);
    }

    public static CorsConfig defaults() {
        return new CorsConfig(List.of());
    }
}
