package poegateway.architecture.broken.simulator;

import poegateway.architecture.broken.core.UsesJackson;

public class UsesCore {
    final UsesJackson core = new UsesJackson();
}
