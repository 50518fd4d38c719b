package poegateway.architecture.broken.dialect;

import poegateway.architecture.broken.relay.ChangesStatics;

public class SeesRelay {
    final ChangesStatics relay = new ChangesStatics();
}
