package poegateway.core;

import java.util.Optional;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.KnownSecrets;
import poegateway.core.text.Secret;

/**
 * Who pays at Poe.
 *
 * @param name a label for logs and metrics; never a secret
 * @param key absent only where nothing is asked that needs one
 * @param callersOwn whether the caller brought the key, so that a refusal of it is the caller's to mend
 */
public record Account(String name, Optional<Secret> key, boolean callersOwn) {
    /** What must not be seen in what Poe says to this account. */
    public KnownSecrets secrets() {
        return key.map(Secret::known).orElse(KnownSecrets.NONE);
    }

    /** A failure of what this account pays for: Poe speaks of the key alone, and whose it is decides whose fault it is. */
    public Failure blamed(Failure failure) {
        Failure said = failure instanceof ReplyFailure.Interrupted cut ? cut.refusal() : failure;
        return callersOwn && said instanceof PoeRefusal.KeyRefused ? new AccessFailure.OwnKeyRefused() : failure;
    }

    /** An account that the operator set up. */
    public static Account ofOperator(String name, Secret key) {
        return new Account(name, Optional.of(key), false);
    }
}
