/**
 * Values that fit a JSON schema: the same schema, the same value. Start at {@link poegateway.simulator.schema.SampleValues}.
 */
@NullMarked
package poegateway.simulator.schema;

import org.jspecify.annotations.NullMarked;
