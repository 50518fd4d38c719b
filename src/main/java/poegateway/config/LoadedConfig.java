package poegateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings and where each came from.
 *
 * @param config the settings
 * @param origins origin of every key, in the order of the reference; what lists hold has keys such as {@code auth.keys[0].name}
 */
public record LoadedConfig(GatewayConfig config, Map<String, Origin> origins) {
    public LoadedConfig {
        origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    }

    /** Where a setting's value came from; the key must be one of {@link #origins}. */
    public Origin origin(String key) {
        return Optional.ofNullable(origins.get(key)).orElseThrow();
    }

    /** Every key with its value in written form, in the order of the reference; secrets as •••, absent values empty. */
    public Map<String, String> shown() {
        return Collections.unmodifiableMap(Listing.of(config));
    }
}
