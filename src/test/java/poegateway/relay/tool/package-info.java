@NullMarked
package poegateway.relay.tool;

import org.jspecify.annotations.NullMarked;
