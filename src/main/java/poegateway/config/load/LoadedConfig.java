package poegateway.config.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.config.GatewayConfig;
import poegateway.config.tree.SettingSource;
import poegateway.config.tree.SettingsListing;

/** The settings and where each came from. */
public final class LoadedConfig {
    private final GatewayConfig config;
    private final Map<String, SettingSource> origins;
    private final FileStamps files;

    LoadedConfig(GatewayConfig config, Map<String, SettingSource> origins, FileStamps files) {
        this.config = config;
        this.origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
        this.files = files;
    }

    /** The settings. */
    public GatewayConfig config() {
        return config;
    }

    /** Origin of every key, in the order of the reference; what lists hold has keys such as {@code auth.keys[0].name}. */
    public Map<String, SettingSource> origins() {
        return origins;
    }

    /** All files that were read or looked for, as they were before. */
    FileStamps files() {
        return files;
    }

    /** Where a setting's value came from; the key must be one of {@link #origins}. */
    public SettingSource origin(String key) {
        return Optional.ofNullable(origins.get(key)).orElseThrow();
    }

    /** Every key with its value in written form, in the order of the reference; secrets as •••, absent values empty. */
    public Map<String, String> shown() {
        return Collections.unmodifiableMap(SettingsListing.of(config));
    }

    @Override
    public String toString() {
        return shown().toString();
    }
}
