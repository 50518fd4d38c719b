package poegateway.architecture.broken.relay.inner;

import poegateway.architecture.broken.relay.UsesInner;

public class UsesRelay {
    public UsesInner relay() {
        return new UsesInner();
    }
}
