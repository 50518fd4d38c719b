/**
 * The program: {@link poegateway.Main} hands the command line to {@link poegateway.cli}.
 *
 * <p>Start at {@link poegateway.Main} and {@link poegateway.app.Gateway}.
 */
@NullMarked
package poegateway;

import org.jspecify.annotations.NullMarked;
