package poegateway.architecture.broken.wire;

import poegateway.architecture.broken.simulator.UsesCore;

public class UsesSimulator {
    final UsesCore simulator = new UsesCore();
}
