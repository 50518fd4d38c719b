package poegateway.core;

import java.util.Optional;
import java.util.Set;

/**
 * Whoever sent the request, known by what may be logged.
 *
 * @param id owner of everything kept for this caller: a digest, never a secret
 * @param name a label for logs and metrics
 * @param scopes what may be used
 * @param account which Poe key pays
 * @param models which models may be used
 * @param tools which of the gateway's tools may run for it
 * @param costCentsPerDay what all its requests of a day may cost, in US cents; absent where the general limit holds
 */
public record Caller(
        String id,
        String name,
        Set<Scope> scopes,
        Account account,
        AllowedModels models,
        AllowedTools tools,
        Optional<Integer> costCentsPerDay) {
    private static final String ANYBODY = "anybody";

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** One without a limit of its own, who may use every tool. */
    public Caller(String id, String name, Set<Scope> scopes, Account account, AllowedModels models) {
        this(id, name, scopes, account, models, AllowedTools.ALL, Optional.empty());
    }

    /** The one caller of a gateway that asks for no key and that this machine alone can reach; may do everything. */
    public static Caller anybody(Account account) {
        return anybody(account, Set.of(Scope.values()));
    }

    /** The one caller of a gateway that asks for no key. */
    public static Caller anybody(Account account, Set<Scope> scopes) {
        return new Caller(ANYBODY, ANYBODY, scopes, account, AllowedModels.ALL);
    }
}
