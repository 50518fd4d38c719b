/** Tests of what models sign. Start at {@link poegateway.relay.signature.SignatureStoreTest}. */
@NullMarked
package poegateway.relay.signature;

import org.jspecify.annotations.NullMarked;
