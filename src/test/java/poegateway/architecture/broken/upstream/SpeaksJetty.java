package poegateway.architecture.broken.upstream;

import org.eclipse.jetty.server.Server;

public class SpeaksJetty {
    final Server server = new Server();
}
