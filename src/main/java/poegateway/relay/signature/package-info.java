/**
 * Signatures of models, for callers whose dialect has no place for them: kept while a conversation goes on, and put back before
 * the model is asked again.
 *
 * <p>Start at {@link poegateway.relay.signature.SignatureStore}.
 */
@NullMarked
package poegateway.relay.signature;

import org.jspecify.annotations.NullMarked;
