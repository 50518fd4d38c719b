package poegateway.architecture.broken.relay;

import poegateway.architecture.broken.front.SeesUpstream;

public class SeesFront {
    final SeesUpstream front = new SeesUpstream();
}
