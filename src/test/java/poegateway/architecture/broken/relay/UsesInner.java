package poegateway.architecture.broken.relay;

import poegateway.architecture.broken.relay.inner.UsesRelay;

public class UsesInner {
    public UsesRelay chat() {
        return new UsesRelay();
    }
}
