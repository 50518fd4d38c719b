package poegateway.architecture.broken.relay;

import poegateway.architecture.broken.relay.chat.UsesRelay;

public class UsesChat {
    public UsesRelay chat() {
        return new UsesRelay();
    }
}
