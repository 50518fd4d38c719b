/** Tests of keys, quotas and pace, on injected time. */
@NullMarked
package poegateway.guard;

import org.jspecify.annotations.NullMarked;
