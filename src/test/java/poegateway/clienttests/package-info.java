/** What callers see: real clients, and the contract of HTTP, bodies and documents that they rely on.
 *
 * <p>Used by tests alone. Start at {@code OpenAiJavaIT}.
 */
@NullMarked
package poegateway.clienttests;

import org.jspecify.annotations.NullMarked;
