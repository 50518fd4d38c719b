package poegateway.architecture.broken.front;

import poegateway.architecture.broken.upstream.SpeaksJetty;

public class SeesUpstream {
    final SpeaksJetty upstream = new SpeaksJetty();
}
