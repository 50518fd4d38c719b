/**
 * What a dialect is to the rest of the gateway: the ports through which its requests are read, its replies carried and its
 * failures said. Each dialect is a package below this one and implements them; who carries the bytes knows the ports alone.
 * Beside the ports stands what the requests of all dialects have in common.
 *
 * <p>Start at {@link poegateway.dialect.WireFormat}; to read requests, at {@link poegateway.dialect.JsonRequest}.
 */
@NullMarked
package poegateway.dialect;

import org.jspecify.annotations.NullMarked;
