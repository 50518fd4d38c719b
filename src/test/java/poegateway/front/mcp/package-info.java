/** Tests of the Model Context Protocol over HTTP. */
@NullMarked
package poegateway.front.mcp;

import org.jspecify.annotations.NullMarked;
