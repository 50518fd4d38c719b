/** Who may use which path, tried from outside: keys, hosts, web pages, proxies, connections, quotas. */
@NullMarked
package poegateway.access;

import org.jspecify.annotations.NullMarked;
