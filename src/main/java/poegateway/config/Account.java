package poegateway.config;

import poegateway.core.Secret;

/** A Poe account that pays for callers. */
public record Account(
        @Doc("Name, by which keys choose it.") String name,

        @Doc("The account's key.") Secret apiKey) {
    /** Name of the account whose key is {@code poe.api-key}. */
    public static final String DEFAULT = "default";
}
