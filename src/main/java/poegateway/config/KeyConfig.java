package poegateway.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import poegateway.core.Scope;
import poegateway.core.Secret;

/** A key with which a caller may come; it is known by its hash or by itself. */
public record KeyConfig(
        @Doc("Name in logs and metrics: 1 to 64 of A-Z, a-z, 0-9, dot, underscore and dash.")
        String name,

        @Doc("SHA-256 of the key, as 64 hexadecimal digits; this or `key`.")
        Optional<String> sha256,

        @Doc("The key itself, at least 20 characters; this or `sha256`.")
        Optional<Secret> key,

        @Doc("What the key opens.") List<Scope> scopes,

        @Doc("When it stops to be good; a date means the end of that day in UTC.")
        Optional<Instant> expires,

        @Doc("Models it may ask for, as names or patterns with *; none means all.")
        List<String> models,

        @Doc("Requests in a minute; else `limits.requests-per-minute`.")
        Optional<Integer> requestsPerMinute,

        @Doc("Streams at once; else `limits.concurrent-streams`.")
        Optional<Integer> concurrentStreams,

        @Doc("The Poe account that pays: a name in `poe.accounts`, or `default` for `poe.api-key`.")
        String account,

        @Doc("Whether it is good no more.") boolean revoked) {
    public KeyConfig {
        scopes = List.copyOf(scopes);
        models = List.copyOf(models);
    }
}
