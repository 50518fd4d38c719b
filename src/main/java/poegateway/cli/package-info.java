/**
 * The command line: one class for each command, what a run of the gateway does from settings to exit code, and the
 * workload by which Java trains its AOT cache.
 *
 * <p>Start at {@link poegateway.cli.RootCommand} and {@link poegateway.cli.ServeRun}. What the command line says about settings
 * is a {@link poegateway.cli.GivenSettings}, by the options in the table of {@link poegateway.cli.SettingsOption}.
 */
@NullMarked
package poegateway.cli;

import org.jspecify.annotations.NullMarked;
