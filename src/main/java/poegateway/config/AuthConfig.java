package poegateway.config;

import java.nio.file.Path;
import java.util.List;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** Who may call. */
public record AuthConfig(
        @Doc("Who may call: `open` is everyone, `keys` is whoever has a key of the gateway, `poe-key` is whoever "
                + "has a key of Poe, which then pays; `auto` is `open` on loopback while no key exists, "
                + "otherwise `keys`.")
        Mode mode,

        @Doc("Lets mode `open` be served outside loopback; same as the flag `--insecure`.")
        boolean insecure,

        @Doc(
                value = "File with the keys that `poe-gateway keys` makes; it is read again when it changes, and "
                        + "need not exist.",
                mayBeAbsent = true)
        Path keyFile,

        @Doc("Wrong keys allowed from one address in a minute; after that no key from there is tried until the "
                + "minute ends.")
        int failuresPerMinute,

        @Doc(
                value = "Keys of callers; those of `POE_GATEWAY_KEYS` and of the key file are added to them.",
                standard = "none")
        List<KeyConfig> keys) {
    private static final int FAILURES_MAX = 1_000_000;

    /** {@code auto}: open on loopback while no key exists, else keys. */
    public enum Mode {
        AUTO,
        OPEN,
        KEYS,
        POE_KEY
    }

    public AuthConfig {
        InvalidSetting.unlessBetween(1, FAILURES_MAX, failuresPerMinute, "failures-per-minute");
        keys = List.copyOf(keys);
        new Checks()
                .distinct(keys.stream().map(KeyConfig::name).toList(), "keys", ".name", LabelNames.DISTINCT)
                .distinct(keys.stream().map(KeyConfig::digest).toList(), "keys", "", "is the same key as another one")
                .done();
    }

    public static AuthConfig defaults() {
        return new AuthConfig(Mode.AUTO, false, Path.of("data", "keys.yaml"), 20, List.of());
    }
}
