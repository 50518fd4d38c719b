/**
 * A client of HTTP/1.1 for one origin: blocking calls on virtual threads, over connections that are kept for the next call.
 *
 * <p>What it promises beyond a library: no byte that arrived before a request was written is read as its reply, a connection
 * that is known to be closed is never written to, and it is known of every call whether a byte of it went out.
 *
 * <p>Start at {@link poegateway.upstream.http1.Http1Client}.
 */
@NullMarked
package poegateway.upstream.http1;

import org.jspecify.annotations.NullMarked;
