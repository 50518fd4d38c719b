/**
 * What records of settings are made of: their words for the reference, their checks, and kinds of values.
 *
 * <p>Start at {@link poegateway.config.setting.Doc}.
 */
@NullMarked
package poegateway.config.setting;

import org.jspecify.annotations.NullMarked;
