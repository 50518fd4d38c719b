package poegateway.config;

import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.core.text.Secret;

/** A Poe account that pays for callers. */
public record AccountConfig(
        @Doc(value = "Name by which keys choose it; unique, and not `default`.", sample = "research")
        String name,

        @Doc("The account's key.") Secret apiKey) {
    /** Name of the account whose key is {@code poe.api-key}. */
    public static final String DEFAULT = "default";

    public AccountConfig {
        new Checks()
                .that(LabelNames.isName(name), "name", LabelNames.EXPECTATION)
                .that(!name.equals(DEFAULT), "name", "must not be default, which is the account of poe.api-key")
                .done();
    }
}
