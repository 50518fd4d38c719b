package poegateway.front;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Optional;
import poegateway.config.CorsConfig;
import poegateway.config.ServerConfig;
import poegateway.core.Scope;
import poegateway.core.failure.AccessFailure.KeyRefused;
import poegateway.core.failure.FailureException;
import poegateway.front.connection.RemoteAddress;
import poegateway.guard.Admission;
import poegateway.guard.CallerLimiter;
import poegateway.guard.KeyRegistry;

/** Where every request is asked who sends it, before anything is done for it. */
final class Authenticator {
    private final KeyRegistry keys;
    private final CallerLimiter quota;
    private final HostCheck hosts;
    private final RemoteAddress addresses;

    Authenticator(KeyRegistry keys, CallerLimiter quota, ServerConfig server, CorsConfig cors) {
        this.keys = keys;
        this.quota = quota;
        this.hosts = new HostCheck(server.publicUrl(), cors.origins());
        this.addresses = new RemoteAddress(server.trustedProxies());
    }

    /**
     * Lets a request in.
     *
     * @return who sent it; empty where nobody is asked
     * @throws FailureException when it may not enter
     */
    Optional<AuthenticatedCaller> authenticate(HttpServletRequest request, Route.Access access) {
        if (keys.openToThisMachine()) {
            hosts.host(request.getServerName());
        }
        return switch (access) {
            case OPEN, LINK -> Optional.empty();
            case API -> Optional.of(identified(request, Scope.API, !keys.asks()));
            case API_OF_OWN_HOST -> Optional.of(identified(request, Scope.API, true));
            case METRICS -> Optional.of(identified(request, Scope.METRICS, !keys.asks()));
            case ADMIN -> Optional.of(identified(request, Scope.ADMIN, !keys.asks()));
        };
    }

    /** For a port of this machine where nobody is asked for a key. */
    void refuseForeignHost(HttpServletRequest request) {
        hosts.host(request.getServerName());
    }

    /** {@code openToPages}: whether a web page could use what nothing but an address keeps it from. */
    private AuthenticatedCaller identified(HttpServletRequest request, Scope scope, boolean openToPages) {
        if (openToPages) {
            hosts.ownHost(request.getServerName());
            hosts.origin(request.getHeader("origin"), request.getServerName());
        }
        Credentials.refuseInUrl(request.getQueryString());
        InetAddress from = addresses.of(request);
        Admission admission = admission(request, scope, from);
        return new AuthenticatedCaller(admission.caller(), quota.of(admission, from));
    }

    private Admission admission(HttpServletRequest request, Scope scope, InetAddress from) {
        try {
            return keys.admit(Credentials.of(request), scope, from);
        } catch (FailureException refused) {
            throw explained(refused, request);
        }
    }

    /** A key that is missing may have come in another way, and then the caller wants to know that. */
    private static FailureException explained(FailureException refused, HttpServletRequest request) {
        boolean missing = refused.failure() instanceof KeyRefused why
                && (why.reason() == KeyRefused.Reason.MISSING || why.reason() == KeyRefused.Reason.OF_POE_MISSING);
        return missing
                ? Credentials.misplaced(request)
                        .map(reason -> new FailureException(new KeyRefused(reason), refused))
                        .orElse(refused)
                : refused;
    }
}
