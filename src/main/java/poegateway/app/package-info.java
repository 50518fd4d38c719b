/**
 * The running gateway: the one place that makes its parts and joins them, and what keeps it running, such as the
 * thread behind the ticker, a reload of settings, and the drain at the end.
 *
 * <p>Start at {@link poegateway.app.Gateway}.
 */
@NullMarked
package poegateway.app;

import org.jspecify.annotations.NullMarked;
