package poegateway.front.connection;

import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A port whose connections have a limit in time for each head, which is short for those over the cap. */
final class TimedConnector extends ServerConnector {
    static final Duration SURPLUS_HEAD = Duration.ofSeconds(5);

    private final ConnectionCaps caps;
    private final ConnectionDeadlines deadlines;

    TimedConnector(Server server, ConnectionCaps caps, ConnectionDeadlines deadlines, ConnectionFactory... factories) {
        super(server, factories);
        this.caps = caps;
        this.deadlines = deadlines;
        addBean(caps);
    }

    @Override
    protected void onEndPointOpened(EndPoint endPoint) {
        super.onEndPointOpened(endPoint);
        if (caps.isSurplus(endPoint.getTransport())) {
            deadlines.headBegins(endPoint, SURPLUS_HEAD);
        } else {
            deadlines.headBegins(endPoint);
        }
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        deadlines.closed(endPoint);
        super.onEndPointClosed(endPoint);
    }
}
