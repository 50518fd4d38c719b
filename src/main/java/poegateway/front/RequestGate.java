package poegateway.front;

import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.GatewayFailure;
import poegateway.front.connection.CallerHttpConnection;
import poegateway.front.connection.Connectors;

/**
 * First look at every request: refuses what no route may see, each for a reason of its own, and brings the path of all others
 * into its one spelling. A POST is never redirected, so its path is mended here.
 */
final class RequestGate extends Handler.Wrapper {
    private static final ClientFailure NOT_CHUNKED_ALONE =
            new ClientFailure.InvalidHttp(501, "its Transfer-Encoding is not just 'chunked'");
    private static final ClientFailure HEADERS_TOO_LARGE =
            new ClientFailure.InvalidHttp(431, "its headers are over 16 KiB");
    /** What HTTP/2 counts for each field beside its name and value (RFC 9113, 6.5.2). */
    private static final int FIELD_BYTES = 32;

    private static final ClientFailure MALFORMED = new ClientFailure.InvalidHttp(400, "it is malformed");
    /** Slashes and percent signs, which ids of models contain. */
    private static final Set<UriCompliance.Violation> TOLERATED = Set.of(
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    private static final ClientFailure ABOVE_ROOT = new ClientFailure.InvalidHttp(400, "its path leads above the root");

    private final JsonErrorHandler errors;
    private final Ports ports;

    RequestGate(JsonErrorHandler errors, Ports ports) {
        this.errors = errors;
        this.ports = ports;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (ports.isSurplus(request)) {
            errors.refuse(request, response, callback, new GatewayFailure.Overloaded("server.connections"), false);
            return true;
        }
        if (isHeadTooLarge(request)) {
            errors.refuse(request, response, callback, HEADERS_TOO_LARGE, false);
            return true;
        }
        if (isWebSocket(request)) {
            errors.refuse(request, response, callback, new ClientFailure.UpgradeRefused(), true);
            return true;
        }
        if (isEncodedForTransfer(request)) {
            errors.refuse(request, response, callback, NOT_CHUNKED_ALONE, false);
            return true;
        }
        if (!TOLERATED.containsAll(request.getHttpURI().getViolations())) {
            errors.refuse(request, response, callback, MALFORMED, true);
            return true;
        }
        String path = request.getHttpURI().getPath();
        String resolved = PathNormalizer.resolved(path);
        if (resolved == null) {
            errors.refuse(request, response, callback, ABOVE_ROOT, true);
            return true;
        }
        String canonical = PathNormalizer.canonical(resolved);
        return super.handle(canonical.equals(path) ? request : moved(request, canonical), response, callback);
    }

    /** Over HTTP/1.1 Jetty has refused it already. */
    private static boolean isHeadTooLarge(Request request) {
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
            return false;
        }
        int bytes = request.getHttpURI().asString().length();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            bytes += FIELD_BYTES + field.getName().length() + (value == null ? 0 : value.length());
        }
        return bytes > Connectors.HEADERS_MAX_BYTES;
    }

    private static boolean isEncodedForTransfer(Request request) {
        String encoding = request.getHeaders().get(HttpHeader.TRANSFER_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("chunked");
    }

    /** By its name, since to Jetty it is no known field; see {@link CallerHttpConnection}. */
    private static boolean isWebSocket(Request request) {
        return request.getHeaders().contains("Upgrade", "websocket")
                && request.getHeaders().contains(HttpHeader.CONNECTION, "upgrade");
    }

    private static Request moved(Request request, String path) {
        HttpURI uri = HttpURI.build(request.getHttpURI()).path(path).asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpURI getHttpURI() {
                return uri;
            }
        };
    }
}
