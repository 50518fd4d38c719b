/**
 * A dialect of the tests, as small as one can be: it shows what a dialect must bring, and what it gets for that.
 *
 * <p>Start at {@link poegateway.dialect.toy.ToyFormat}.
 */
@NullMarked
package poegateway.dialect.toy;

import org.jspecify.annotations.NullMarked;
