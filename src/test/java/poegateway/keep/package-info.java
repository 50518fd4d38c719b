/** Tests of what is kept for callers. Start at {@link poegateway.keep.OwnedStoreContract}. */
@NullMarked
package poegateway.keep;

import org.jspecify.annotations.NullMarked;
