/**
 * What the codecs of all dialects have in common: what a translation leaves out, words that replace others, and text that a model
 * has signed.
 *
 * <p>Start at {@link poegateway.dialect.codec.Dropped}.
 */
@NullMarked
package poegateway.dialect.codec;

import org.jspecify.annotations.NullMarked;
