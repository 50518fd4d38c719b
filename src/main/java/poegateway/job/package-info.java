/**
 * Work that outlives its caller: it runs on, is asked for by its id, and what came of it is kept for a while. What the work is
 * about is unknown here.
 *
 * <p>Start at {@link poegateway.job.Jobs}.
 */
@NullMarked
package poegateway.job;

import org.jspecify.annotations.NullMarked;
