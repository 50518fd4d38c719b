package poegateway.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host, such as the system's resolver does. */
@FunctionalInterface
public interface HostLookup {
    InetAddress[] lookup(String host) throws UnknownHostException;
}
