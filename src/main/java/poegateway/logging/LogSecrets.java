package poegateway.logging;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import poegateway.config.KeyConfig;
import poegateway.config.PoeConfig;
import poegateway.core.text.KnownSecrets;
import poegateway.core.text.Redaction;
import poegateway.core.text.Secret;

/** The secrets of the settings of this process, which no line of its log may show, also when others took their place. */
public final class LogSecrets {
    /** Of keys that were replaced, so many of the latest are remembered, those in force included. */
    private static final int SECRETS_MAX = 10_000;

    private static final List<Secret> ALL = new ArrayList<>();
    private static volatile KnownSecrets known = KnownSecrets.NONE;

    private LogSecrets() {}

    public static void know(PoeConfig poe, Collection<KeyConfig> keys) {
        List<Secret> secrets = new ArrayList<>();
        poe.apiKey().ifPresent(secrets::add);
        poe.accounts().forEach(account -> secrets.add(account.apiKey()));
        poe.proxy()
                .map(URI::getRawUserInfo)
                .map(user -> user.substring(user.indexOf(':') + 1))
                .map(Secret::new)
                .ifPresent(secrets::add);
        keys.forEach(key -> key.key().ifPresent(secrets::add));
        know(secrets);
    }

    public static synchronized void know(Collection<Secret> secrets) {
        ALL.removeIf(old -> secrets.stream().anyMatch(one -> one.reveal().equals(old.reveal())));
        ALL.addAll(secrets);
        ALL.subList(0, Math.max(0, ALL.size() - SECRETS_MAX)).clear();
        known = KnownSecrets.of(ALL);
    }

    /** A line with dots in place of the secrets, and of what looks like one. */
    static String hiddenIn(String line) {
        return Redaction.redacted(known.hiddenIn(line));
    }
}
