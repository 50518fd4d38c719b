package poegateway.app;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.load.ConfigWatch;
import poegateway.config.load.LoadedConfig;
import poegateway.config.tree.ConfigException;
import poegateway.logging.Logs;

/** Brings changed settings into a gateway that runs; mistakes in them change nothing and are told with their place. */
public final class ConfigReloader implements ConfigWatch.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReloader.class);

    private final Gateway gateway;
    private final Map<String, String> started;

    /** For a gateway that was started with these settings. */
    public ConfigReloader(Gateway gateway, LoadedConfig started) {
        this.gateway = gateway;
        this.started = started.shown();
    }

    @Override
    public void changed(LoadedConfig settings) {
        try {
            gateway.reload(settings.config());
            Logs.level(settings.config().log());
            LOG.atInfo()
                    .addKeyValue("event", "reload")
                    .log("settings reloaded: callers' keys, Poe keys, limits, aliases, log level and"
                            + " certificate are in force from now on");
            List<String> waiting = waiting(started, settings.shown());
            if (!waiting.isEmpty()) {
                LOG.warn(
                        "these settings have changed too and take effect after a restart: {}",
                        String.join(", ", waiting));
            }
        } catch (IllegalArgumentException unusable) {
            refused(String.valueOf(unusable.getMessage()));
        }
    }

    /** Settings whose values differ from those at the start, and which a running gateway does not take up. */
    static List<String> waiting(Map<String, String> started, Map<String, String> now) {
        return Stream.concat(started.keySet().stream(), now.keySet().stream())
                .distinct()
                .filter(key -> !Objects.equals(started.get(key), now.get(key)))
                .filter(key -> Gateway.LIVE_SETTINGS.stream().noneMatch(live -> isWithin(key, live)))
                .toList();
    }

    private static boolean isWithin(String key, String section) {
        return key.equals(section) || key.startsWith(section + ".") || key.startsWith(section + "[");
    }

    @Override
    public void refused(ConfigException problems) {
        refused(String.valueOf(problems.getMessage()));
    }

    private void refused(String problem) {
        gateway.reloadFailed();
        LOG.atWarn()
                .addKeyValue("event", "reload_failed")
                .log("the changed settings cannot be used, so the earlier ones stay in force: {}", problem);
    }
}
