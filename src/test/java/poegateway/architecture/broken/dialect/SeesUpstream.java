package poegateway.architecture.broken.dialect;

import poegateway.architecture.broken.upstream.SpeaksJetty;

public class SeesUpstream {
    final SpeaksJetty upstream = new SpeaksJetty();
}
