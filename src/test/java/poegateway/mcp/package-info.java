/** Tests of the Model Context Protocol, with a client of their own. */
@NullMarked
package poegateway.mcp;

import org.jspecify.annotations.NullMarked;
