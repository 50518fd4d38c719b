/**
 * The words everyone speaks: values only, built on the JDK alone.
 *
 * <p>Every room may use it; it uses none. Start at {@link poegateway.core.Ask} and {@link poegateway.core.Failure}.
 */
@NullMarked
package poegateway.core;

import org.jspecify.annotations.NullMarked;
