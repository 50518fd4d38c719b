package poegateway.front;

import java.net.InetAddress;
import poegateway.core.Caller;
import poegateway.guard.Allowance;

/**
 * A caller who was let in.
 *
 * @param allowance what it may still ask for
 * @param address where it is, as far as proxies can be believed
 */
record Guest(Caller caller, Allowance allowance, InetAddress address) {}
