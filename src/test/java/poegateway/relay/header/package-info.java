@NullMarked
package poegateway.relay.header;

import org.jspecify.annotations.NullMarked;
