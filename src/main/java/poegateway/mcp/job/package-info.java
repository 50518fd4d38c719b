/**
 * Tools whose work is paid and may outlast their clients. It is done in jobs: who waits too long gets the id of one, or a task, and
 * what came of it later.
 *
 * <p>Start at {@link poegateway.mcp.job.ToolJobs}.
 */
@NullMarked
package poegateway.mcp.job;

import org.jspecify.annotations.NullMarked;
