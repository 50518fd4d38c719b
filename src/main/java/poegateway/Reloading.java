package poegateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.ConfigException;
import poegateway.config.ConfigWatch;
import poegateway.config.LoadedConfig;

/** Brings changed settings into a gateway that runs; mistakes in them change nothing and are told with their place. */
final class Reloading implements ConfigWatch.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    private final Gateway gateway;
    private final Surroundings surroundings;

    Reloading(Gateway gateway, Surroundings surroundings) {
        this.gateway = gateway;
        this.surroundings = surroundings;
    }

    @Override
    public void changed(LoadedConfig settings) {
        try {
            gateway.reload(settings.config());
            Logs.apply(settings.config().log(), surroundings);
            LOG.info("settings were loaded again: keys, limits, log level and certificate hold from now on");
        } catch (IllegalArgumentException unusable) {
            refused(String.valueOf(unusable.getMessage()));
        }
    }

    @Override
    public void refused(ConfigException problems) {
        refused(String.valueOf(problems.getMessage()));
    }

    private void refused(String problem) {
        gateway.reloadFailed();
        LOG.warn("changed settings cannot be used, those from before go on: {}", problem);
    }
}
