package poegateway.architecture.broken.wire;

import poegateway.architecture.broken.config.UsesWire;

public class UsesConfig {
    public UsesWire config() {
        return new UsesWire();
    }
}
