package poegateway.upstream;

import java.net.URI;
import poegateway.config.PoeAddresses;

/**
 * An endpoint of Poe.
 *
 * @param base what its path stands below
 * @param method of HTTP
 * @param path below the base, percent-encoded, with a query behind it if there is one; begins with a slash
 * @param key how the key of the account is sent
 */
public record PoeEndpoint(Base base, String method, String path, KeyForm key) {
    /** What paths stand below. */
    public enum Base {
        /** The versioned interface, by {@code poe.base-url}. */
        API,
        /** Points and balance, which have no version. */
        USAGE,
        /** The bot protocol, by {@code poe.bot-url}. */
        BOT,
        /** Where attachments of it go, by {@code poe.upload-url}. */
        UPLOAD;

        URI of(PoeAddresses addresses) {
            return switch (this) {
                case API -> addresses.api();
                case USAGE -> addresses.usage();
                case BOT -> addresses.bot();
                case UPLOAD -> addresses.upload();
            };
        }
    }

    /** How the header {@code Authorization} holds a key. */
    public enum KeyForm {
        BEARER("Bearer "),
        /** The key alone. */
        RAW("");

        private final String scheme;

        KeyForm(String scheme) {
            this.scheme = scheme;
        }

        String header(String key) {
            return scheme + key;
        }
    }

    /** An endpoint of the versioned interface. */
    public static PoeEndpoint api(String method, String path) {
        return new PoeEndpoint(Base.API, method, path, KeyForm.BEARER);
    }
}
