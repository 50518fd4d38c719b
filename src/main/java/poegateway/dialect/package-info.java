/**
 * What a dialect is to the rest of the gateway: the ports through which its requests are read, its replies carried and its
 * failures said. Each dialect is a package below this one and implements them; who carries the bytes knows the ports alone.
 *
 * <p>Start at {@link poegateway.dialect.WireFormat}; to read requests, at {@link poegateway.dialect.request.JsonRequest}.
 */
@NullMarked
package poegateway.dialect;

import org.jspecify.annotations.NullMarked;
