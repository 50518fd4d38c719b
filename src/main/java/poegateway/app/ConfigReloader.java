package poegateway.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.load.ConfigWatch;
import poegateway.config.load.LoadedConfig;
import poegateway.config.tree.ConfigException;
import poegateway.logging.Logs;
import poegateway.logging.ProcessEnvironment;

/** Brings changed settings into a gateway that runs; mistakes in them change nothing and are told with their place. */
public final class ConfigReloader implements ConfigWatch.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReloader.class);

    private final Gateway gateway;
    private final ProcessEnvironment process;

    public ConfigReloader(Gateway gateway, ProcessEnvironment process) {
        this.gateway = gateway;
        this.process = process;
    }

    @Override
    public void changed(LoadedConfig settings) {
        try {
            gateway.reload(settings.config());
            Logs.apply(settings.config().log(), process);
            LOG.info("settings were loaded again: keys, limits, aliases, log level and certificate hold from now on");
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
