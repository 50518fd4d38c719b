/**
 * The command line: one class for each command, what a run of the gateway does from settings to exit code, and the
 * workload by which Java trains its AOT cache.
 *
 * <p>Start at {@link poegateway.cli.RootCommand} and {@link poegateway.cli.ServeRun}.
 */
@NullMarked
package poegateway.cli;

import org.jspecify.annotations.NullMarked;
