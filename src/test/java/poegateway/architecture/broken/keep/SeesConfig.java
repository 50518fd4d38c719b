package poegateway.architecture.broken.keep;

import poegateway.architecture.broken.config.ReadsEnvironment;

public class SeesConfig {
    public ReadsEnvironment config() {
        return new ReadsEnvironment();
    }
}
