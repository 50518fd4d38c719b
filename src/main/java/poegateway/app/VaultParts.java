package poegateway.app;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import poegateway.config.GatewayConfig;
import poegateway.config.VaultConfig;
import poegateway.core.Ticker;
import poegateway.front.ops.Health;
import poegateway.keep.StoreLimits;
import poegateway.media.file.RehostedMedia;
import poegateway.meter.Meter;
import poegateway.vault.SignedLinks;
import poegateway.vault.Vault;

/** Makes what keeps bytes on disk, and tells how it is. */
final class VaultParts {
    private static final double BYTES_PER_MEBIBYTE = 1024.0 * 1024;

    private VaultParts() {}

    static Vault vault(GatewayConfig config, Platform platform, Ticker ticker, Meter meter) {
        VaultConfig kept = config.vault();
        StoreLimits limits = new StoreLimits(
                kept.keepFor(),
                StoreLimits.Expiry.FIXED,
                new StoreLimits.Cap(kept.countPerCaller(), kept.bytesPerCaller().bytes()),
                new StoreLimits.Cap(kept.count(), kept.bytes().bytes()));
        Vault vault = Vault.at(config.vaultFolder(), limits, platform.clock(), ticker, new SecureRandom());
        meter.watch(Meter.Reading.VAULT_BYTES, vault::bytes);
        meter.watch(Meter.Reading.VAULT_FILES, vault::count);
        meter.watch(Meter.Reading.VAULT_UNAVAILABLE, () -> vault.refusal().isPresent() ? 1 : 0);
        return vault;
    }

    /** What models made, under links at the address by which callers reach the gateway. */
    static RehostedMedia rehosted(GatewayConfig config, Vault vault, InstantSource clock, Supplier<URI> listening) {
        SignedLinks links = new SignedLinks(RehostedMedia.KIND, new SecureRandom(), clock);
        return new RehostedMedia(vault, links, () -> config.server().publicUrl().orElseGet(listening));
    }

    static Health.Part health(Vault vault) {
        Optional<String> refusal = vault.refusal();
        String detail = refusal.map(reason -> "keeps no files for now: in the folder of vault.folder, " + reason)
                .orElseGet(() -> String.format(
                        "files kept: %d, together %.1f MiB", vault.count(), vault.bytes() / BYTES_PER_MEBIBYTE));
        return new Health.Part("vault", refusal.isEmpty(), detail);
    }
}
