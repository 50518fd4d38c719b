package poegateway.architecture.broken.relay.chat;

import poegateway.architecture.broken.relay.UsesChat;

public class UsesRelay {
    public UsesChat relay() {
        return new UsesChat();
    }
}
