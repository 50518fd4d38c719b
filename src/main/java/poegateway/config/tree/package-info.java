/**
 * The tree of settings seen as keys with values: what may be written, what was, and where.
 *
 * <p>Start at {@link poegateway.config.tree.Settings}.
 */
@NullMarked
package poegateway.config.tree;

import org.jspecify.annotations.NullMarked;
