/**
 * The Model Context Protocol over standard input and output: one message a line, one client, both eras of it.
 *
 * <p>Start at {@link poegateway.front.stdio.StdioServer}.
 */
@NullMarked
package poegateway.front.stdio;

import org.jspecify.annotations.NullMarked;
