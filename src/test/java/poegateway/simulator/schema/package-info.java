/** Whether made values fit their schemas, as a validator of others sees it. */
@NullMarked
package poegateway.simulator.schema;

import org.jspecify.annotations.NullMarked;
