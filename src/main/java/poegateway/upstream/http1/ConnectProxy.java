package poegateway.upstream.http1;

import java.util.Optional;
import poegateway.core.text.Secret;

/**
 * A proxy that is asked by CONNECT for a tunnel.
 *
 * @param host name or address, IPv6 without brackets
 * @param authorization the value of Proxy-Authorization; sent with the first request, absent when the proxy asks for none
 */
public record ConnectProxy(String host, int port, Optional<Secret> authorization) {}
