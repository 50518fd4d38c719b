/** Tests of messages. */
@NullMarked
package poegateway.mcp.message;

import org.jspecify.annotations.NullMarked;
