package poegateway.architecture.broken.config;

import poegateway.architecture.broken.wire.UsesConfig;

public class UsesWire {
    UsesConfig wire() {
        return new UsesConfig();
    }
}
