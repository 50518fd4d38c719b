/** Tests of work that outlives its callers. Start at {@link poegateway.job.JobsTest}. */
@NullMarked
package poegateway.job;

import org.jspecify.annotations.NullMarked;
